import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { FAILURE, ORDER_STATES } from './order-names';
import { Quiet } from './order-steps';
import { Step } from '../../workflow';
import { expression } from '../../workflow/steps/jsonata';

const NOW = '{% $now() %}';
const EXECUTION = '{% $states.context.Execution.Id %}';

/** Where an order stands, in the table. Every write holds that the item belongs to this execution. */
export class OrderRecord {
  private readonly key: { [attribute: string]: any };
  private latest = 'ACCEPTED';

  constructor(private readonly table: dynamodb.ITable, private readonly orderKey: string, orderId: string) {
    this.key = { [orderKey]: { S: orderId } };
  }

  /** Writes the order unless another execution has: a repeated try of this one's own write is none. */
  public accept(): Step {
    return Step.putItem(this.table, {
      name: ORDER_STATES.accept,
      item: { ...this.key, status: this.latest, execution: EXECUTION, acceptedAt: NOW, updatedAt: NOW, history: [{ status: this.latest, at: NOW }] },
      condition: 'attribute_not_exists(#key) OR #execution = :execution',
      names: { '#key': this.orderKey, '#execution': 'execution' },
      values: { ':execution': EXECUTION },
    });
  }

  /** Moves the order on from the status before; whoever changed it meanwhile (`CANCELLED`) makes the step fail, and the order is undone. */
  public moveTo(status: string): Step {
    const step = this.write(`Record ${status}`, status, '#status IN (:from, :status)', { ':from': this.latest });
    this.latest = status;
    return step;
  }

  /** Says how the order failed: `PARKED` when people have to finish the compensation, `COMPENSATED` when it is done, else `FAILED`. */
  public fail(): Step {
    const status = `$count(${FAILURE}.parked) > 0 ? 'PARKED' : $count(${FAILURE}.undone) > 0 ? 'COMPENSATED' : 'FAILED'`;
    return this.write(ORDER_STATES.failure, expression(status), undefined, {}, {
      error: expression(`${FAILURE}.failures[0].error`), failedStep: expression(`${FAILURE}.failures[0].step`),
    });
  }

  private write(name: string, status: string, condition: string | undefined, values: object, more: { [attribute: string]: string } = {}): Step {
    const sets = Object.keys(more).map((attribute) => `, #${attribute} = :${attribute}`).join('');
    return new Quiet(Step.updateItem(this.table, {
      name,
      key: this.key,
      update: `SET #status = :status, #updatedAt = :now, #history = list_append(#history, :entry)${sets}`,
      condition: ['#execution = :execution', ...(condition === undefined ? [] : [condition])].join(' AND '),
      names: {
        '#status': 'status',
        '#updatedAt': 'updatedAt',
        '#history': 'history',
        '#execution': 'execution',
        ...Object.fromEntries(Object.keys(more).map((attribute) => [`#${attribute}`, attribute])),
      },
      values: {
        ':status': status,
        ':now': NOW,
        ':execution': EXECUTION,
        ':entry': [{ status, at: NOW }],
        ...values,
        ...Object.fromEntries(Object.entries(more).map(([attribute, value]) => [`:${attribute}`, value])),
      },
    }));
  }
}
