import { chromiumPath } from './browser';
import startServer from '../../approval/local/global-setup';

export default async function globalSetup(): Promise<void> {
  chromiumPath(); // says what is missing before anything is started
  await startServer();
}
