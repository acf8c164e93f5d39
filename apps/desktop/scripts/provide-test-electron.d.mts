/** The path of the test Electron, unpacked and ready, or null on a system that it does not exist for. */
export function provideTestElectron(): Promise<string | null>;
