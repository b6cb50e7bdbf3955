/** How the code of functions is run. */
export interface HandlerOptions {
  /**
   * Modules that the code's `require` gets in place of real ones, by name: a stand-in for `@aws-sdk/client-s3`.
   *
   * @default - the code gets the modules of its own folder, of its layers and of the project that runs the simulation
   */
  readonly modules?: { [name: string]: any };
}
