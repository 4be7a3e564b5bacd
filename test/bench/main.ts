// Prints the costs that the design promises, as medians of interleaved repetitions; ratios are the figures to trust.
import type { HybridState } from '@casimir/algebra'
import { allocateGradient, allocateHybrid } from '@casimir/algebra'
import { convergenceOrder } from '@casimir/checks'
import { standardNormal } from '@casimir/experiments'
import { compile, implicitMidpoint, strang } from '@casimir/integrators'
import { bspline, ehrenfestSplit, gaussian, koopmon, rabi, tully1 } from '@casimir/models'
import { ehrenfestThroughput } from './ehrenfestThroughput.ts'
import { twinsBench } from './twins.ts'

const REPEATS = 9
const SIGMA = Math.SQRT1_2

/** Medians of the milliseconds each task takes, the tasks taking turns. */
const race = (tasks: ReadonlyArray<() => void>): number[] => {
  const times = tasks.map((): number[] => [])
  for (let r = 0; r <= REPEATS; r++)
    tasks.forEach((task, k) => {
      const began = performance.now()
      task()
      if (r > 0) times[k].push(performance.now() - began)
    })
  return times.map((t) => t.sort((x, y) => x - y)[REPEATS >> 1])
}

const packet = (N: number): HybridState => {
  const state = allocateHybrid({ trajectories: N, dof: 1, levels: 2 })
  const { points } = standardNormal(2, { particles: N, sampling: 'halton', seed: 1 })
  for (let a = 0; a < N; a++) {
    state.q[a] = 1.5 + SIGMA * points[2 * a]
    state.p[a] = SIGMA * points[2 * a + 1]
    state.psi[4 * a] = 0.8
    state.psi[4 * a + 3] = 0.6 * Math.cos(a)
    state.psi[4 * a + 2] = 0.6 * Math.sin(a)
  }
  return state
}
const line = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
const crossing = tully1({ mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 })

const ehrenfestBench = (): void => {
  const N = 1000
  const steps = 200
  const tasks = [model, crossing].map((hamiltonian) => {
    const flow = compile(ehrenfestSplit(hamiltonian, { trajectories: N, hbar: 1 }))(strang)
    return () => {
      const state = packet(N)
      for (let k = 0; k < steps; k++) flow(state, 0.05)
    }
  })
  const [rabiTime, tullyTime] = race(tasks).map((ms) => (1000 * ms) / (N * steps))
  line(`Ehrenfest, Strang: ${rabiTime.toFixed(3)} us per trajectory-step on rabi, ${tullyTime.toFixed(3)} on tully1`)
}

const system = (N: number, shape: 'bspline' | 'gaussian' = 'bspline') => {
  const factor = () => (shape === 'bspline' ? bspline(5, 0.5 * SIGMA) : gaussian(0.5 * SIGMA))
  return koopmon(model, {
    weights: new Float64Array(N).fill(1 / N),
    hbar: 1,
    mollifier: { q: [factor()], p: [factor()] },
    spacing: shape === 'bspline' ? 0.7 : 0.35,
  })
}

const koopmonBench = (): void => {
  const shapes = ['bspline', 'gaussian'] as const
  const tasks = shapes.map((shape) => {
    const closure = system(1000, shape)
    const gradient = allocateGradient(closure.shape)
    const state = packet(1000)
    const run = () => {
      closure.gradient(gradient, state)
    }
    return { run, visits: 2 * 1000 * closure.nodesPerParticle }
  })
  const times = race(tasks.map(({ run }) => run))
  shapes.forEach((shape, k) => {
    line(
      `koopmon gradient, ${shape}: ${((1e6 * times[k]) / tasks[k].visits).toFixed(2)} ns per particle-node visit, ${(times[k]).toFixed(2)} ms for 1000 particles`,
    )
  })
  line(`Gaussian at spacing 0.35 against quintic at 0.7: ${(times[1] / times[0]).toFixed(1)} times the cost`)
}

const scalingBench = (): void => {
  const sizes = [1000, 1800, 3200, 5600, 10_000]
  const times = race(
    sizes.map((N) => {
      const closure = system(N)
      const gradient = allocateGradient(closure.shape)
      const state = packet(N)
      return () => {
        closure.gradient(gradient, state)
      }
    }),
  )
  const { slope } = convergenceOrder(sizes, (N) => times[sizes.indexOf(N)], 0, Number.POSITIVE_INFINITY)
  line(
    `koopmon gradient against N = ${sizes.join(', ')}: ${times.map((t) => t.toFixed(1)).join(', ')} ms, exponent ${slope.toFixed(2)}`,
  )
}

const solverBench = (): void => {
  const N = 300
  const steps = 50
  const perStep = [{ history: 0, depth: 0 }, {}].map((options) => {
    const state = packet(N)
    const stepper = implicitMidpoint(system(N), options)
    for (let k = 0; k < steps; k++) stepper.flow(state, 0.02)
    return stepper.counts().evaluations / steps
  })
  line(
    `implicit midpoint, rabi, dt 0.02, tolerance 1e-13: ${perStep[1].toFixed(2)} gradients a step, ${((100 * perStep[1]) / perStep[0]).toFixed(0)} % of plain iteration's ${perStep[0].toFixed(2)}`,
  )
}

ehrenfestBench()
await ehrenfestThroughput(line)
koopmonBench()
scalingBench()
solverBench()
twinsBench(line)
