import { App } from 'aws-cdk-lib';
import { CatalogStack } from './catalog-stack';

/** The app, for whoever wants to look into it: tests, the demo. */
export const app = new App();

new CatalogStack(app, 'Catalog');
app.synth();
