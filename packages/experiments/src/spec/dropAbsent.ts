/** A record without its undefined entries. */
export const dropAbsent = <T extends object>(record: T): { readonly [key in keyof T]?: Exclude<T[key], undefined> } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    readonly [key in keyof T]?: Exclude<T[key], undefined>
  }
