import { tarballProblems } from '../../scripts/packages/tarball';

const FILES = ['package.json', 'lib/index.js', 'lib/index.d.ts', '.jsii', 'LICENSE', 'NOTICE', 'README.md'];

describe('the npm tarball', () => {
  test('holds the library, what jsii reads and what tells about the package', () => {
    expect(tarballProblems([...FILES, 'CHANGELOG.md', 'lib/asl/model.d.ts', 'lib/simulation/test-state/response-shapes.json'], 2_000_000)).toEqual([]);
  });

  test.each([
    'src/index.ts', 'test/setup.js', 'lib/asl/model.ts', 'lib/asl/model.test.js', 'examples/data/orders.json', 'docs/guides/steps.md', '.projenrc.ts',
    'API.md', 'scripts/demo.ts', 'lib/tsconfig.tsbuildinfo', '.jsii.tabl.json',
  ])('holds no %s', (file) => {
    expect(tarballProblems([...FILES, file], 2_000_000)).toEqual([`${file} is nothing that a user needs: list it in .projenrc.ts (addPackageIgnore)`]);
  });

  test('has all that a user needs', () => {
    expect(tarballProblems(FILES.filter((file) => file !== 'NOTICE'), 2_000_000)).toEqual(['NOTICE is missing']);
  });

  test('has less than 5 MB', () => {
    expect(tarballProblems(FILES, 5_000_000)).toEqual(['it has 5000000 bytes; keep it below 5000000']);
  });
});
