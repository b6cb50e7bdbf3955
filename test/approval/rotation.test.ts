import { ApprovalService } from './local/approval-service';
import { call, decide, formOf, postForm } from './local/browserless';

describe('the rotation of the signing keys', () => {
  let service: ApprovalService;
  beforeEach(async () => {
    service = await ApprovalService.start();
  });
  afterEach(() => service.stop());

  test('links that are out stay good, and new ones are signed with the new key', async () => {
    // GIVEN a page that is open
    const before = await service.ask({ approvers: ['ann@example.com'] });
    const { hidden } = formOf((await call(before.links['ann@example.com'])).text)!;

    // WHEN
    await service.rotate();
    service.coldStart();
    const after = await service.ask({ approvers: ['ann@example.com'] });

    // THEN
    const { current, ...keys } = service.secret.current;
    expect(new URL(after.links['ann@example.com']).searchParams.get('k')).toBe(current);
    expect(Object.keys(keys)).toEqual(['first', current]);
    expect(Buffer.from(keys[current], 'utf8').length).toBeGreaterThanOrEqual(43);
    const click = await postForm(before.links['ann@example.com'], { ...hidden, decision: 'APPROVED', comment: '' });
    expect([click.status, (await service.table.request(before.id)).status]).toEqual([200, 'APPROVED']);
    expect((await decide(after.links['ann@example.com'], 'APPROVED')).status).toBe(200);
  });

  test.each(['an empty version', 'a copy of the keys'])('setting up the schedule tries the function on %s, which changes nothing', async (what) => {
    // GIVEN the version that Secrets Manager makes for that
    const before = service.secret.current;
    const ClientRequestToken = service.secret.startRotation(what === 'an empty version' ? undefined : JSON.stringify(before));

    // WHEN
    const trial = service.functions.rotateKeys.invoke({ Step: 'testSecret', SecretId: service.secret.arn, ClientRequestToken });

    // THEN
    await expect(trial).resolves.toBeUndefined();
    expect(service.secret.current).toEqual(before);
  });

  test('a step that is repeated changes nothing', async () => {
    // GIVEN
    const token = await service.rotate();
    const once = service.secret.current;

    // WHEN Secrets Manager calls again with the same token
    await service.rotate(token);

    // THEN
    expect(service.secret.current).toEqual(once);
  });
});
