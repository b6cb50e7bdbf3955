// HumanApproval's functions over HTTP, against a real DynamoDB API: `npm run test:approval`.
// what the SDK would tell about Node 20 in each process
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/approval/**/*.test.ts'],
  globalSetup: '<rootDir>/test/approval/local/global-setup.ts',
  globalTeardown: '<rootDir>/test/approval/local/global-teardown.ts',
  // one at a time: a thousand parallel requests leave nothing of two cores to others
  maxWorkers: 1,
  testTimeout: 30_000,
  moduleNameMapper: { '^cdk-stepwise$': '<rootDir>/src' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/', '<rootDir>/.cache/', 'cdk.out'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'approval.xml' }]],
};
