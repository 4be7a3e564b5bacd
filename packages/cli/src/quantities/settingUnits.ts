import type { Units } from '@casimir/experiments'

/** What the numbers at a path measure, by the end of the path; the first that fits. */
const measures: ReadonlyArray<readonly [RegExp, keyof Units]> = [
  [/^initial\..*\.(q|sigma)(\.\d+)?$/, 'length'],
  [/^initial\..*\.p(\.\d+)?$/, 'momentum'],
  [/\.alpha\.q(\.\d+)?$/, 'length'],
  [/\.alpha\.p(\.\d+)?$/, 'momentum'],
  [/(^|\.)dt$/, 'time'],
  [/^time\./, 'time'],
  [/\.box(\.\d+)*$/, 'length'],
  [/\.edcConstant$/, 'energy'],
]

/** The system in which parameters of the problem are: dimensionless, atomic, or undefined for one of its own. */
const systemOf = (units: Units): string | undefined => {
  const all = Object.values(units)
  if (all.every((unit) => unit === '1')) return '1'
  return all.includes('hartree') ? 'a.u.' : undefined
}

/**
 * The unit of the values at a swept path: '1' for what has none, and undefined where a parameter's unit is not known.
 *
 * @example
 * const units = { time: 'a.u.', length: 'a.u.', momentum: 'a.u.', energy: 'hartree' }
 * settingUnit('initial.wavepacket.p', units) // => 'a.u.'
 * settingUnit('methods.ehrenfest.particles', units) // => '1'
 */
export const settingUnit = (path: string, units: Units): string | undefined => {
  const found = measures.find(([end]) => end.test(path))
  if (found !== undefined) return units[found[1]]
  return path.startsWith('problem.') || path === 'hbar' ? systemOf(units) : '1'
}
