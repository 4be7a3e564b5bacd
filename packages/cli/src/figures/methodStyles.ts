import type { ComparedRun } from '@casimir/experiments'

/**
 * How a method's curve is drawn; colour, dash and width together stay apart in grey and for the colour-blind.
 *
 * In the order of `own`, which is the usual one, each is thinner than the one it is drawn over and the last has gaps, so that
 * curves that coincide all show.
 */
export interface MethodStyle {
  readonly colour: string
  readonly dash: ReadonlyArray<number>
  readonly width: number
}

const own: { readonly [method: string]: MethodStyle } = {
  exact: { colour: '#000000', dash: [1, 0], width: 5.6 },
  ehrenfest: { colour: '#D55E00', dash: [1, 0], width: 3.2 },
  koopmon: { colour: '#0072B2', dash: [7, 5], width: 2 },
  fssh: { colour: '#009E73', dash: [2, 2], width: 2.2 },
  'mean-field': { colour: '#CC79A7', dash: [10, 3, 2, 3], width: 2 },
}

/** What is left of Okabe and Ito's palette, less the yellow that white paper swallows, and two of Tol's. */
const others: ReadonlyArray<MethodStyle> = [
  { colour: '#E69F00', dash: [14, 4], width: 2 },
  { colour: '#56B4E9', dash: [5, 2, 1, 2], width: 2 },
  { colour: '#882255', dash: [4, 4], width: 2 },
  { colour: '#999933', dash: [12, 3, 2, 3, 2, 3], width: 2 },
]

/** One style per method, in order: its own the first time it occurs, then the remaining palette in turn. */
export const stylesOf = (methods: ReadonlyArray<string>): ReadonlyArray<MethodStyle> => {
  const used = new Set<string>()
  let next = 0
  return methods.map((name) => {
    const style = used.has(name) ? undefined : own[name]
    used.add(name)
    return style ?? (others[next++ % others.length] as MethodStyle)
  })
}

/** One style per run, `stylesOf` their methods. */
export const methodStyles = (runs: ReadonlyArray<ComparedRun>): ReadonlyArray<MethodStyle> =>
  stylesOf(runs.map(({ result }) => result.spec.method.name))
