// Prepared methods beside twins written by hand for one problem: what the abstraction costs.
import type { Flow, HybridState, HybridSystem, SplitSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import { blanesMoan4, compile, implicitMidpoint, strang } from '@casimir/integrators'
import { acceleratedMidpointByHand } from './twinsAccelerated.ts'
import { blanesMoan4ByHand, coefficients, midpointByHand, STIFFNESS, strangByHand } from './twinsByHand.ts'

const SIZES = [16, 32, 64, 128, 256, 512, 1000]
const ROUNDS = 25
/** Oscillator-steps of one timing, so that every size takes about as long. */
const WORK = 400_000

/** A ring of N oscillators, H = sum_i p_i^2/2 + q_i^2/2 + k (q_(i+1) - q_i)^2/2, as drift and kick. */
const ringSplit: SplitSystem<HybridState, 'A' | 'B'> = {
  name: 'ring of oscillators',
  parts: {
    A: {
      kind: 'exact',
      flow: ({ t, q, p }, h) => {
        for (let i = 0; i < q.length; i++) q[i] += h * p[i]
        t[0] += h
        return 0
      },
    },
    B: {
      kind: 'exact',
      flow: ({ q, p }, h) => {
        const N = q.length
        for (let i = 0; i < N; i++) {
          const left = q[i === 0 ? N - 1 : i - 1]
          const right = q[i === N - 1 ? 0 : i + 1]
          p[i] -= h * (q[i] + STIFFNESS * (2 * q[i] - left - right))
        }
        return 0
      },
    },
  },
}

/** The same as a Hamiltonian system, or a ring of pendulums, whose gradient costs more. */
const ringSystem = (N: number, pendulums: boolean): HybridSystem => ({
  name: pendulums ? 'ring of pendulums' : 'ring of oscillators',
  shape: { trajectories: 1, dof: N, levels: 1 },
  hbar: 1,
  energy: ({ q, p }) =>
    q.reduce((sum, x, i) => {
      const potential = pendulums ? 1 - Math.cos(x) : (x * x) / 2
      return sum + potential + (p[i] ** 2 + STIFFNESS * (q[(i + 1) % N] - x) ** 2) / 2
    }, 0),
  gradient: (out, { q, p }) => {
    for (let i = 0; i < N; i++) {
      const left = q[i === 0 ? N - 1 : i - 1]
      const right = q[i === N - 1 ? 0 : i + 1]
      out.q[i] = (pendulums ? Math.sin(q[i]) : q[i]) + STIFFNESS * (2 * q[i] - left - right)
      out.p[i] = p[i]
    }
    out.generator.fill(0)
    return 0
  },
})

const ringState = (N: number): HybridState => {
  const state = allocateHybrid({ trajectories: 1, dof: N, levels: 1 })
  for (let i = 0; i < N; i++) {
    state.q[i] = Math.sin(i)
    state.p[i] = Math.cos(3 * i)
  }
  state.psi[0] = 1
  return state
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((x, y) => x - y)[values.length >> 1]

/** A method and its twin on one state each; `work` is its cost in those of a Strang step. */
interface Pair {
  readonly name: string
  readonly work: number
  readonly prepared: (N: number) => Flow<HybridState>
  readonly byHand: (N: number) => Flow<HybridState>
}

const pairs: ReadonlyArray<Pair> = [
  { name: 'Strang', work: 1, prepared: () => compile(ringSplit)(strang), byHand: () => strangByHand },
  {
    name: 'Blanes-Moan 4',
    work: 5,
    prepared: () => compile(ringSplit)(blanesMoan4),
    byHand: () => blanesMoan4ByHand(coefficients(blanesMoan4)),
  },
  ...[false, true].flatMap((pendulums) =>
    (
      [
        ['plain iteration', { history: 0, depth: 0 }, midpointByHand],
        ['extrapolated and accelerated', {}, acceleratedMidpointByHand],
      ] as const
    ).map(([how, options, byHand]) => ({
      name: `implicit midpoint, ${how}, ${pendulums ? 'pendulums' : 'oscillators'},`,
      work: pendulums ? 100 : 50,
      prepared: (N: number) => implicitMidpoint(ringSystem(N, pendulums), options).flow,
      byHand: (N: number) => byHand(N, pendulums, { tolerance: 1e-13, iterations: 50 }),
    })),
  ),
]

/** The median over rounds, the two taking turns at going first, of the ratio of times; and how far their positions are apart. */
const compare = ({ work, prepared, byHand }: Pair, N: number): { ratio: number; apart: number } => {
  const steps = Math.ceil(WORK / (N * work))
  const runs = [prepared(N), byHand(N)].map((flow) => {
    const state = ringState(N)
    return {
      state,
      run: (): number => {
        const began = performance.now()
        for (let k = 0; k < steps; k++) if (flow(state, 0.05) !== 0) throw new Error('a step failed')
        return performance.now() - began
      },
    }
  })
  for (let r = 0; r < 5; r++) for (const { run } of runs) run()
  const ratios = Array.from({ length: ROUNDS }, (_, r) => {
    const times = [0, 0]
    for (const k of r % 2 === 0 ? [0, 1] : [1, 0]) times[k] = runs[k].run()
    return times[0] / times[1]
  })
  const [one, two] = runs.map(({ state }) => state.q)
  return { ratio: median(ratios), apart: one.reduce((most, x, k) => Math.max(most, Math.abs(x - two[k])), 0) }
}

/** Prints, for each method and number of degrees of freedom, its time in that of its twin written by hand; throws when they part. */
export const twinsBench = (line: (text: string) => void): void => {
  for (const pair of pairs) {
    const ratios = SIZES.map((N) => {
      const { ratio, apart } = compare(pair, N)
      if (!(apart < 1e-8)) throw new Error(`${pair.name}, N = ${N}: the twins are ${apart} apart.`)
      return ratio
    })
    line(
      `${pair.name} against its twin by hand, N = ${SIZES.join(', ')}: ${ratios.map((r) => r.toFixed(2)).join(', ')} times the time`,
    )
  }
}
