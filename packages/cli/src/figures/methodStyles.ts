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
}

/** Okabe and Ito's palette, less the colours above and the yellow that white paper swallows. */
const others: ReadonlyArray<MethodStyle> = [
  { colour: '#009E73', dash: [2, 2], width: 2 },
  { colour: '#CC79A7', dash: [10, 3, 2, 3], width: 2 },
  { colour: '#E69F00', dash: [14, 4], width: 2 },
  { colour: '#56B4E9', dash: [5, 2, 1, 2], width: 2 },
]

/** One style per run, in order: a method's own the first time it occurs, then the remaining palette in turn. */
export const methodStyles = (runs: ReadonlyArray<ComparedRun>): ReadonlyArray<MethodStyle> => {
  const used = new Set<string>()
  let next = 0
  return runs.map(({ result }) => {
    const name = result.spec.method.name
    const style = used.has(name) ? undefined : own[name]
    used.add(name)
    return style ?? (others[next++ % others.length] as MethodStyle)
  })
}
