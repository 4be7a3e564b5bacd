/** A key that says little by itself: an index, or one letter. */
const isBare = (key: string): boolean => /^\d+$|^.$/.test(key)

/** The shortest end of a path that says something and that no other path shares. */
const shortName = (path: string, paths: ReadonlyArray<string>): string => {
  const keys = path.split('.')
  for (let start = keys.length - 1; start > 0; start--) {
    const end = keys.slice(start).join('.')
    const isShared = paths.some((other) => other !== path && `.${other}`.endsWith(`.${end}`))
    if (!isBare(keys[start] ?? '') && !isShared) return end
  }
  return path
}

/**
 * Short names for swept paths, each the end of its path.
 *
 * @example
 * settingNames(['problem.coupling', 'initial.wavepacket.p']) // => ['coupling', 'wavepacket.p']
 * settingNames(['methods.koopmon.particles', 'methods.ehrenfest.particles']) // => ['koopmon.particles', 'ehrenfest.particles']
 */
export const settingNames = (paths: ReadonlyArray<string>): ReadonlyArray<string> =>
  paths.map((path) => shortName(path, paths))
