// What the bundler knows and the type checker does not.
declare module 'vue';
declare module '*.wasm' {
  const url: string;
  export default url;
}
declare module '*.svg' {
  const url: string;
  export default url;
}
declare var tagwalk: any;
declare var tagwalkLook: { chosen(): Record<string, string>; choose(choice: Record<string, string>): void };
declare var trustedTypes: any;
declare var TAGWALK_READER: string;
interface ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}
