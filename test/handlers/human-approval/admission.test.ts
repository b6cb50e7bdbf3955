import { maps, N, OTHER_ID, requestItem, S, texts, vote, World } from './world';

const signedIn = (email: string, more = {}): { authorizer: { claims: object } } => ({
  authorizer: { claims: { sub: '1', email, email_verified: 'true', ...more } },
});
const NOBODY = requestItem({ approvers: { L: [] } });

describe('where nobody signs in', () => {
  test('a personal link decides as the person whom it was made for', async () => {
    const world = new World();
    await world.decide((await world.links())[1], 'APPROVED');
    expect(world.item().decision.M).toMatchObject({ by: S('bob@example.com') });
  });

  test('a link that all share decides for whoever has it, where nobody is listed', async () => {
    const world = new World({ item: NOBODY });
    const [shared] = await world.links();
    const answer = await world.decide(shared, 'APPROVED');
    expect(new URL(shared).searchParams.get('a')).toBe('*');
    expect(answer.statusCode).toBe(200);
    expect(world.item().decision.M).toMatchObject({ by: S('whoever has the link') });
    expect(world.audit()).toContain('ApprovalVoted whoever has the link APPROVED');
  });

  test('a shared link is refused where approvers are listed, though it is signed', async () => {
    const world = new World();
    const [shared] = await world.links({ shared: true });
    const answers = [await world.call({ url: shared }), await world.decideJson(shared, 'APPROVED')];
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(403);
      expect(body).not.toContain('chairs');
    }
    expect(world.status()).toBe('PENDING');
    expect(world.audit()).toEqual([]);
  });

  test.each([['of a position that is not there', requestItem(), '5'], ['where nobody is listed', NOBODY, '1']])('a personal link is refused %s', async (_, item, position) => {
    const world = new World({ item });
    const links = await world.links({ approvers: Array(6).fill('x@example.com'), shared: false });
    expect((await world.decideJson(links[Number(position)], 'APPROVED')).statusCode).toBe(403);
    expect(world.status()).toBe('PENDING');
  });

  test.each(['', ' '])('an approver of no name (%j) is nobody, and no page says who decides', async (name) => {
    const world = new World({ item: requestItem({ approvers: texts('alice@example.com', name) }) });
    const [, nobody] = await world.links();
    const answers = [await world.call({ url: nobody }), await world.decideJson(nobody, 'APPROVED', '', { accept: 'text/html' })];
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(403);
      expect(body).not.toContain('You decide as');
      expect(body).not.toContain('chairs');
    }
    expect([world.status(), world.audit()]).toEqual(['PENDING', []]);
  });

  test('the requester is refused even with a personal link', async () => {
    const world = new World({ item: requestItem({ requester: S('Alice@Example.com') }) });
    const answer = await world.decideJson((await world.links())[0], 'APPROVED');
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('Whoever asks for an approval does not give it.');
  });

  test('who is signed in elsewhere is not asked: the claims of a request are not looked at', async () => {
    const world = new World();
    await world.decideJson((await world.links())[0], 'APPROVED', '', { ...signedIn('bob@example.com'), userArn: 'arn:aws:iam::1:user/bob@example.com' });
    expect(world.item().decision.M).toMatchObject({ by: S('alice@example.com') });
  });
});

describe('where people sign in', () => {
  test('whoever opens the link of another decides under the own name', async () => {
    // GIVEN the link of Alice, and Bob
    const world = new World({ authorization: 'COGNITO' });
    const [alice] = await world.links();
    // WHEN
    const answer = await world.decide(alice, 'APPROVED', '', signedIn('Bob@Example.com'));
    // THEN
    expect(answer.statusCode).toBe(200);
    expect(world.item().votes.L?.[0].M).toMatchObject({ approver: S('bob@example.com'), via: S('COGNITO') });
  });

  test('somebody signed in but not listed is refused and sees nothing', async () => {
    const world = new World({ authorization: 'COGNITO' });
    const [alice] = await world.links();
    for (const answer of [await world.call({ url: alice, ...signedIn('mallory@example.com') }), await world.decideJson(alice, 'APPROVED', '', signedIn('mallory@example.com'))]) {
      expect(answer.statusCode).toBe(403);
      expect(answer.body).not.toContain('chairs');
    }
    expect(world.audit()).toEqual([]);
  });

  test('where nobody is listed, whoever the authorizer lets in decides by name', async () => {
    const world = new World({ authorization: 'COGNITO', item: NOBODY });
    await world.decide((await world.links())[0], 'APPROVED', '', signedIn('dave@example.com'));
    expect(world.item().decision.M).toMatchObject({ by: S('dave@example.com') });
  });

  test.each([['listed', requestItem({ approvers: texts('alice@example.com', 'carol@example.com') })], ['anybody', NOBODY]])(
    'the requester is refused in whatever case the name comes: %s', async (_, item) => {
      const world = new World({ authorization: 'COGNITO', item });
      const answer = await world.decideJson((await world.links())[0], 'APPROVED', '', signedIn('CAROL@example.COM'));
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain('Whoever asks for an approval does not give it.');
    });

  test('the signature is needed too', async () => {
    const world = new World({ authorization: 'COGNITO' });
    const [alice] = await world.links();
    expect((await world.call({ url: alice.replace(/s=.*/, `s=${'A'.repeat(43)}`), ...signedIn('alice@example.com') })).statusCode).toBe(403);
  });

  test.each([
    ['no authorizer', undefined],
    ['no claims', {}],
    ['no such claim', { claims: { sub: '1' } }],
    ['an empty claim', { claims: { email: '', email_verified: 'true' } }],
    ['a claim that is a list', { claims: { email: ['alice@example.com'], email_verified: 'true' } }],
    ['a claim with a line feed', { claims: { email: 'alice@example.com\nbob@example.com', email_verified: 'true' } }],
    ['an address that is not verified', { claims: { email: 'alice@example.com', email_verified: 'false' } }],
    ['an address that is not verified, as a boolean', { claims: { email: 'alice@example.com', email_verified: false } }],
    ['an address of which nobody says whether it is verified', { claims: { email: 'alice@example.com' } }],
    ['an address that is verified as a list says', { claims: { email: 'alice@example.com', email_verified: ['true'] } }],
    ['an address that is verified as a number says', { claims: { email: 'alice@example.com', email_verified: 1 } }],
    ['claims where those of another authorizer are', { email: 'alice@example.com', email_verified: 'true' }],
  ])('a sign-in that names nobody is refused: %s', async (_, authorizer) => {
    const world = new World({ authorization: 'COGNITO' });
    const answer = await world.decideJson((await world.links())[0], 'APPROVED', '', { authorizer });
    expect(answer.statusCode).toBe(403);
    expect(world.calls).toEqual([]);
  });

  test.each(['true', true])('a verified address is taken: %j', async (email_verified) => {
    const world = new World({ authorization: 'COGNITO' });
    const answer = await world.decideJson((await world.links())[0], 'APPROVED', '', signedIn('alice@example.com', { email_verified }));
    expect(answer.statusCode).toBe(200);
  });

  test('an address in the context of a JWT is taken only where it is verified', async () => {
    const world = new World({ authorization: 'JWT' });
    const [alice] = await world.links();
    const answers = [{}, { email_verified: 'false' }, { email_verified: 'true' }].map((more) => (
      world.call({ url: alice, authorizer: { principalId: '1', email: 'alice@example.com', ...more } })));
    expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([403, 403, 200]);
  });

  test('a claim of another name is taken as it is, whatever is said of the address', async () => {
    const world = new World({ authorization: 'COGNITO', identityClaim: 'custom:email' });
    const claims = { 'custom:email': 'alice@example.com', 'email_verified': 'false' };
    expect((await world.decideJson((await world.links())[0], 'APPROVED', '', { authorizer: { claims } })).statusCode).toBe(200);
  });

  test('a name that only every object has is no claim', async () => {
    const world = new World({ authorization: 'JWT', identityClaim: 'toString', item: NOBODY });
    expect((await world.decideJson((await world.links())[0], 'APPROVED', '', { authorizer: {} })).statusCode).toBe(403);
  });

  test('the claims of a JWT stand in the context of its authorizer', async () => {
    const world = new World({ authorization: 'JWT', identityClaim: 'upn' });
    await world.decide((await world.links())[0], 'APPROVED', '', { authorizer: { principalId: 'x', upn: 'ALICE@example.com' } });
    expect(world.item().votes.L?.[0].M).toMatchObject({ approver: S('alice@example.com'), via: S('JWT') });
  });

  test('with IAM, the role decides', async () => {
    const world = new World({ authorization: 'IAM', item: requestItem({ approvers: texts('arn:aws:iam::111122223333:role/approver') }) });
    await world.decide((await world.links())[0], 'APPROVED', '', { userArn: 'arn:aws:sts::111122223333:assumed-role/Approver/alice' });
    expect(world.item().votes.L?.[0].M).toMatchObject({ approver: S('arn:aws:iam::111122223333:role/approver'), via: S('IAM') });
  });
});

describe('programs', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/Risk-Check';
  const item = requestItem({ approvers: texts(ROLE.toLowerCase(), 'alice@example.com') });
  const SESSION = 'arn:aws:sts::111122223333:assumed-role/Risk-Check/i-0abc';
  const decide = { method: 'POST', type: 'application/json', body: JSON.stringify({ decision: 'APPROVED' }) };

  test('a session decides as its role, without a link', async () => {
    const world = new World({ item });
    const look = await world.program(SESSION);
    const answer = await world.program(SESSION, decide);
    expect(JSON.parse(look.body)).toMatchObject({ status: 'PENDING', round: 1, mayDecide: true });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['Content-Type']).toBe('application/json; charset=utf-8');
    expect(world.item().decision.M).toMatchObject({ by: S(ROLE.toLowerCase()) });
    expect(world.item().votes.L?.[0].M).toMatchObject({ via: S('IAM') });
  });

  test.each([
    ['a role of the same name in another account', 'arn:aws:sts::999999999999:assumed-role/Risk-Check/i-0abc'],
    ['a role whose session is called like the one that is listed', 'arn:aws:sts::111122223333:assumed-role/Other/Risk-Check'],
    ['a user of the same name', 'arn:aws:iam::111122223333:user/Risk-Check'],
    ['a role in another partition', 'arn:aws-cn:sts::111122223333:assumed-role/Risk-Check/i-0abc'],
  ])('%s is told the same as of a request that is not there', async (_, userArn) => {
    const world = new World({ item });
    for (const call of [{}, decide]) {
      const there = await world.program(userArn, call);
      const notThere = await world.program(userArn, { ...call, id: OTHER_ID });
      const noId = await world.program(userArn, { ...call, id: 'x' });
      expect(there.statusCode).toBe(404);
      expect(notThere).toEqual(there);
      expect(noId).toEqual(there);
    }
    expect(world.status()).toBe('PENDING');
    expect(world.audit()).toEqual([]);
  });

  describe('where the requester is named as people are, and those not by an ARN', () => {
    test.each(['NONE', 'COGNITO', 'JWT'] as const)('a program that is not listed is told of no request: people by %s', async (authorization) => {
      // GIVEN a request that whoever comes may decide, but not carol, whose program this may be
      const world = new World({ authorization, item: NOBODY });
      for (const call of [{}, decide]) {
        // WHEN
        const there = await world.program(SESSION, call);
        // THEN
        expect(there.statusCode).toBe(404);
        expect(await world.program(SESSION, { ...call, id: OTHER_ID })).toEqual(there);
      }
      expect([world.status(), world.audit()]).toEqual(['PENDING', []]);
    });

    test('a program that is listed by its ARN decides', async () => {
      const world = new World({ authorization: 'COGNITO', item });
      expect((await world.program(SESSION, decide)).statusCode).toBe(200);
    });

    test('a program decides for whoever asked, where that is not named', async () => {
      const world = new World({ authorization: 'COGNITO', item: requestItem({ approvers: { L: [] }, requester: S('') }) });
      expect((await world.program(SESSION, decide)).statusCode).toBe(200);
    });

    test('where people are known by IAM, the requester has an ARN too, and any other program decides', async () => {
      const world = new World({ authorization: 'IAM', item: requestItem({ approvers: { L: [] }, requester: S('arn:aws:iam::111122223333:role/asker') }) });
      const asker = await world.program('arn:aws:sts::111122223333:assumed-role/Asker/x', decide);
      const other = await world.program(SESSION, decide);
      expect([asker.statusCode, other.statusCode]).toEqual([403, 200]);
    });
  });

  test('the program that asked is refused', async () => {
    const world = new World({ item: requestItem({ approvers: { L: [] }, requester: S(ROLE) }) });
    const answer = await world.program(SESSION, decide);
    expect(answer.statusCode).toBe(403);
    expect(JSON.parse(answer.body)).toEqual({ message: 'Whoever asks for an approval does not give it.' });
  });

  test('a call that API Gateway did not sign in is refused', async () => {
    const world = new World({ item: NOBODY });
    expect((await world.program(undefined, decide)).statusCode).toBe(403);
    expect(world.calls).toEqual([]);
  });

  test('a link is none of a program: its signature lets nobody in there', async () => {
    const world = new World({ item: NOBODY });
    const [shared] = await world.links();
    expect((await world.call({ resource: '/decisions/{id}', url: shared, ...decide })).statusCode).toBe(403);
  });

  test.each(['application/x-www-form-urlencoded', 'text/plain'])('a program decides with JSON, not with %s', async (type) => {
    const world = new World({ item });
    const answer = await world.program(SESSION, { method: 'POST', type, body: 'decision=APPROVED' });
    expect(answer.statusCode).toBe(415);
    expect(world.status()).toBe('PENDING');
  });

  test('a program that names the round it means does not decide another', async () => {
    const world = new World({ item: { ...item, round: N(2) } });
    const answer = await world.program(SESSION, { ...decide, body: JSON.stringify({ decision: 'APPROVED', round: 1 }) });
    const right = await world.program(SESSION, { ...decide, body: JSON.stringify({ decision: 'APPROVED', round: 2 }) });
    expect([answer.statusCode, right.statusCode]).toEqual([409, 200]);
  });

  test('a repeated decision of a program is answered as the first', async () => {
    const world = new World({ item: { ...item, status: S('APPROVED'), votes: maps(vote(ROLE.toLowerCase(), 'APPROVED')) } });
    expect((await world.program(SESSION, decide)).statusCode).toBe(200);
    expect((await world.program(SESSION, { ...decide, body: JSON.stringify({ decision: 'REJECTED' }) })).statusCode).toBe(409);
  });
});
