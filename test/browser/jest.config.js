// The pages of HumanApproval in headless Chromium, against the same local service as test/approval: `npm run test:browser`.
const approval = require('../approval/jest.config.js');

module.exports = {
  ...approval,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  globalSetup: '<rootDir>/test/browser/local/global-setup.ts',
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'browser.xml' }]],
};
