/**
 * The value at a path of plain data, undefined where there is none.
 *
 * @example
 * plainAt({ method: { seed: 1 } }, 'method', 'seed') // => 1
 * plainAt({ method: 'exact' }, 'method', 'seed') // => undefined
 */
export const plainAt = (data: unknown, ...path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as { readonly [key: string]: unknown })[key]
        : undefined,
    data,
  )
