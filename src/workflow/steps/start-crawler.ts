import { interfaces } from 'aws-cdk-lib';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { PollWork } from './poll-work';
import { transientErrors } from './transient-errors';

/**
 * How to run a Glue crawler. Step Functions cannot wait for one, so the step starts it and looks at it with growing pauses, up to a
 * minute, until it is done. A crawler that runs already is waited for. The result is its last crawl (`LastCrawl`). A crawl that fails
 * is the error `Glue.CrawlFailed` with the crawler's message as cause; one that takes longer than `timeout` is `Glue.CrawlTimedOut`.
 * Throttled calls are always retried; `retry` starts the crawl anew.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_StartCrawler.html
 */
export interface StartCrawlerProps extends StepProps {}

/** Runs a Glue crawler. */
export class StartCrawler extends PollWork {
  protected readonly transientErrors = transientErrors('Glue', 'OperationTimeoutException');
  protected readonly runsAlready = 'Glue.CrawlerRunningException';
  protected readonly done = "$states.input.state = 'READY' and $states.input.crawl.Status = 'SUCCEEDED'";
  protected readonly failed = "$states.input.state = 'READY'";
  protected readonly failure = {
    error: 'Glue.CrawlFailed',
    cause: "$exists($states.input.crawl.ErrorMessage) ? $states.input.crawl.ErrorMessage : 'the crawl ended as ' & $states.input.crawl.Status",
  };
  protected readonly timedOut = 'Glue.CrawlTimedOut';
  protected readonly jobResult = '$states.input.crawl';

  constructor(private readonly crawler: interfaces.aws_glue.ICrawlerRef, props: StartCrawlerProps) {
    super('startCrawler', crawler.node.id, props, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected start() {
    return { resource: 'aws-sdk:glue:startCrawler', arguments: { Name: this.crawlerName, ...this.props.arguments }, keeps: {} };
  }

  protected look() {
    return {
      resource: 'aws-sdk:glue:getCrawler',
      arguments: { Name: this.crawlerName },
      keeps: { state: '$states.result.Crawler.State', crawl: '$states.result.Crawler.LastCrawl' },
    };
  }

  private get crawlerName(): string {
    return this.crawler.crawlerRef.crawlerName;
  }
}
