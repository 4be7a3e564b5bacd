import { decodeRun, run } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'

/** What one run of surface hopping gave: the fraction on the upper level, and how well it is known. */
export interface HoppingRow {
  readonly k: number
  readonly dt: number
  readonly upper: number
  readonly error: number
  readonly inside: number
  /** Mean |E(t) - E(0)| of single trajectories at the end, relative to E. */
  readonly energyChange: number
  /** The run's own estimate of the size of the error of the expected number of hops from the time step. */
  readonly bias: number
}

/** Upper fractions that published codes agree on at small steps, and the tolerance they are stated with. */
export const references = { 10: 0.156, 15: 0.335, 20: 0.5, 25: 0.631, 30: 0.722 } as const
export const TOLERANCE = 0.015
/** The momenta, and how long a trajectory on either level takes to leave. */
const ends = { 10: 7000, 15: 4000, 20: 2600, 25: 2100, 30: 1700 } as const
export const momenta = [10, 15, 20, 25, 30] as const
export const steps = [1, 5, 10] as const

type Momentum = (typeof momenta)[number]

/** Runs `fssh` from x = -10 on the lower adiabatic level, every trajectory with the same momentum. */
export const hoppingRow = async (k: Momentum, dt: number, particles: number): Promise<HoppingRow> => {
  const end = ends[k]
  const decoded = decodeRun(
    {
      problem: { name: 'tully1' },
      initial: { point: { q: -10, p: k, basis: 'adiabatic', level: 0 } },
      method: { name: 'fssh', particles },
      integrator: { dt },
      time: { end, record: end / 10 },
      snapshots: [],
    },
    () => E.left('this run has no files'),
  )
  if (E.isLeft(decoded)) throw new Error(decoded.left.map(({ message }) => message).join('\n'))
  const { observables, errors, tallies, status, message } = await run(decoded.right)
  if (status !== 'ok') throw new Error(message)
  const { active = [], inside = [], energy, energyChange = [] } = observables
  return {
    k,
    dt,
    upper: active[1]?.at(-1) ?? Number.NaN,
    error: errors?.active?.[1]?.at(-1) ?? Number.NaN,
    inside: inside.at(-1) ?? Number.NaN,
    energyChange: (energyChange.at(-1) ?? Number.NaN) / Math.abs(energy[0] ?? Number.NaN),
    bias: (tallies?.absoluteHopBias ?? Number.NaN) / 3 / particles,
  }
}

const MARKS = ['<!-- measured: begin -->', '<!-- measured: end -->'] as const

/** The measured part of docs/surface-hopping.md. */
export const hoppingBlock = (particles: number, rows: ReadonlyArray<HoppingRow>): string => {
  const at = (k: number, dt: number): HoppingRow | undefined => rows.find((row) => row.k === k && row.dt === dt)
  const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(' | ')} |`
  const table = (title: string, cell: (row: HoppingRow) => string, first?: (k: Momentum) => string): string =>
    [
      line(['k', ...(first ? ['other codes, small steps'] : []), ...steps.map((dt) => `${title}, dt = ${dt}`)]),
      line(['---', ...(first ? ['---'] : []), ...steps.map(() => '---')]),
      ...momenta.map((k) =>
        line([
          String(k),
          ...(first ? [first(k)] : []),
          ...steps.map((dt) => {
            const row = at(k, dt)
            return row ? cell(row) : '-'
          }),
        ]),
      ),
    ].join('\n')
  return [
    MARKS[0],
    `Fraction of ${particles} trajectories on the upper level when all have left, ± one standard error:`,
    '',
    table(
      'upper',
      ({ upper, error }) => `${upper.toFixed(4)} ± ${error.toFixed(4)}`,
      (k) => references[k].toFixed(3),
    ),
    '',
    "Mean |E(t) - E(0)| of single trajectories at the end, relative to E, and the run's own estimate of the size of the error that the step makes in the expected number of hops:",
    '',
    table('energy', ({ energyChange }) => energyChange.toExponential(1)),
    '',
    table('hops', ({ bias }) => bias.toExponential(1)),
    MARKS[1],
  ].join('\n')
}

/** A page with its measured part replaced. */
export const withBlock = (page: string, block: string): string => {
  const [head = '', rest = ''] = page.split(MARKS[0])
  return `${head}${block}${rest.split(MARKS[1])[1] ?? '\n'}`
}
