import * as fs from 'node:fs';
import * as path from 'node:path';
import { command, CommandOptions, works } from './commands';
import { GO_MODULE } from './go-module';
import { cdkEnvironment, Language, workshop } from './language';

const MODULE = 'github.com/cdkstepwise/cdk-stepwise-go/cdkstepwise';

function go(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return command('go', args, { cwd: workshop('go'), ...options });
}

/** The module, in the place of the published one. */
export const GO_PACKAGE: Language = {
  name: 'Go',

  async unavailable() {
    if (!await works('go', ['version'])) return 'there is no go on this machine';
    await go(['mod', 'edit', `-replace=${MODULE}=${GO_MODULE}`]);
    // what is needed in addition to the built module has to come from the module proxy
    return go(['mod', 'download']).then(() => undefined, (error: Error) => `the module proxy does not serve what it needs:\n${error.message}`);
  },

  async install() {
    await go(['vet', './...']);
  },

  async cdkVersion() {
    return (await go(['list', '-m', '-f', '{{.Version}}', 'github.com/aws/aws-cdk-go/awscdk/v2'])).trim().replace('v', '');
  },

  async test(guide) {
    const folder = path.join(workshop('go'), 'gettingstarted');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'orders_test.go'), guide);
    return (await go(['test', '-count=1', '-v', './...'])).match(/^--- PASS/gm)?.length ?? 0;
  },

  async synthesize(cdkOut) {
    await go(['run', '.'], { env: cdkEnvironment(cdkOut) });
  },
};
