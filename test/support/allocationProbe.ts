// Run as a child with --expose-gc and a large young generation: prints the growth of heap and array buffers per step as JSON.
import type { Flow, HybridState, MatrixLiePoissonSystem } from '@casimir/algebra'
import { allocateDensity, allocateDensityHybrid, copyDensities, letter } from '@casimir/algebra'
import type { LieGroupEquation } from '@casimir/integrators'
import {
  allocateLieGroupState,
  blanesMoan4,
  compile,
  crouchGrossman,
  densityMidpoint,
  discreteGradient,
  dormandPrince853,
  gaussLegendre,
  implicitMidpoint,
  isospectralGauss,
  isospectralMidpoint,
  midpointPart,
  rkmk,
  rotationAction,
  rungeKutta4,
  sphericalMidpoint,
  strang,
  suzuki4,
  symmetricProjection,
  taoExtended,
} from '@casimir/integrators'
import {
  bspline,
  correlation,
  densityKoopmon,
  ehrenfest,
  ehrenfestSplit,
  gaussian,
  jaynesCummings,
  koopmon,
  meanField,
  rabi,
} from '@casimir/models'
import { sampleCloud } from './sampleCloud.ts'

const model = rabi({ omega: 1, splitting: 1, coupling: 0.3 })
const WARM = 400
const STEPS = 40
/** Steps on koopmons cost a hundred times those on trajectories that do not meet, and each runs the same code as often. */
const effort = (name: string): number => (name.includes('koopmons') ? 0.2 : 1)

const quintic = { mollifier: { q: [bspline(5, 0.5)], p: [bspline(5, 0.5)] }, spacing: 0.7 }
const AROUND = [letter('A', 0.5), letter('B', 0.5), letter('C', 1), letter('B', 0.5), letter('A', 0.5)]

/** A step each on a cloud of N. */
const flows: Record<string, (N: number) => Flow<HybridState>> = {
  strang: (N) => compile(ehrenfestSplit(model, { trajectories: N, hbar: 1 }))(strang),
  'blanes-moan4': (N) => compile(ehrenfestSplit(model, { trajectories: N, hbar: 1 }))(blanesMoan4),
  'midpoint on ehrenfest': (N) => implicitMidpoint(ehrenfest(model, options(N))).flow,
  'gauss-legendre on ehrenfest': (N) => gaussLegendre(ehrenfest(model, options(N)), { stages: 2 }).flow,
  'discrete gradient on ehrenfest': (N) => discreteGradient(ehrenfest(model, options(N))).flow,
  'symmetric projection on ehrenfest': (N) => symmetricProjection(ehrenfest(model, options(N))).flow,
  'tao on ehrenfest': (N) => taoExtended(ehrenfest(model, options(N)), { omega: 20 }).flow,
  'rk4 on ehrenfest': (N) => rungeKutta4(ehrenfest(model, options(N))).flow,
  'dormand-prince on ehrenfest': (N) => dormandPrince853(ehrenfest(model, options(N))).flow,
  'midpoint on koopmons': (N) => implicitMidpoint(koopmon(model, { ...options(N), ...quintic })).flow,
  'gauss-legendre on koopmons': (N) => gaussLegendre(koopmon(model, { ...options(N), ...quintic }), { stages: 2 }).flow,
  'suzuki4 about the implicit rest of koopmons': (N) => {
    const { parts } = ehrenfestSplit(model, { trajectories: N, hbar: 1 })
    const { part } = midpointPart(correlation(model, { ...options(N), ...quintic }))
    return compile({ name: 'koopmons', parts: { ...parts, C: part } })(suzuki4(AROUND))
  },
  'midpoint on jaynes-cummings koopmons': (N) =>
    implicitMidpoint(
      koopmon(jaynesCummings({ omega: 1, splitting: 1, coupling: 0.3 }), {
        ...options(N),
        mollifier: { q: [gaussian(0.7, 5)], p: [gaussian(0.7, 5)] },
        spacing: 0.9,
      }),
    ).flow,
  'midpoint on mean field': (N) => implicitMidpoint(meanField(model, options(N))).flow,
  'density midpoint on koopmons': (N) => {
    const system = densityKoopmon(model, { ...options(N), ...quintic })
    const { flow } = densityMidpoint(system)
    const other = allocateDensityHybrid(system.shape)
    return (state, h) => {
      copyDensities(other, state, system.shape)
      return flow(other, h)
    }
  },
  'a flow that allocates an array per trajectory': (N) => (state) => {
    for (let a = 0; a < N; a++) state.q[a] += new Float64Array(16).length - 16
    return 0
  },
}
const options = (N: number) => ({ weights: new Float64Array(N).fill(1 / N), hbar: 1 })

/** Levels j + rho_jj, all coupled: a generator that depends on the state. */
const levels = (n: number): MatrixLiePoissonSystem => ({
  name: `${n} levels`,
  levels: n,
  hbar: 1,
  energy: () => 0,
  gradient: (out, { rho }) => {
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        out[2 * (j * n + k)] = j === k ? j + rho[2 * (j * n + j)] : 0.3
        out[2 * (j * n + k) + 1] = 0
      }
    return 0
  },
})
const density = (n: number) => {
  const state = allocateDensity(n)
  state.rho[0] = 0.75
  state.rho[2 * (n * n - 1)] = 0.25
  return state
}
const body: LieGroupEquation = {
  name: 'rigid body',
  action: rotationAction,
  field: (out, _t, y) => {
    out[0] = -y[0]
    out[1] = -y[1] / 2
    out[2] = -y[2] / 3
    return 0
  },
}
const turning = ({ flow }: ReturnType<typeof rkmk>) => {
  const state = allocateLieGroupState(rotationAction)
  state.y[0] = 0.6
  state.y[1] = 0.8
  return () => flow(state, 0.02)
}
const mixed = (n: number, { flow }: ReturnType<typeof isospectralMidpoint>) => {
  const state = density(n)
  return () => flow(state, 0.02)
}

/** A step each of methods whose states have no number of trajectories. */
const fixed: Record<string, () => () => unknown> = {
  'isospectral midpoint': () => mixed(3, isospectralMidpoint(levels(3))),
  'isospectral gauss': () => mixed(3, isospectralGauss(levels(3), { stages: 2 })),
  'spherical midpoint': () => mixed(2, sphericalMidpoint(levels(2))),
  rkmk: () => turning(rkmk(body)),
  'rkmk in cayley coordinates': () => turning(rkmk(body, { coordinates: 'cayley' })),
  'crouch-grossman': () => turning(crouchGrossman(body)),
  'a step that allocates arrays': () => () => {
    for (let k = 0; k < 40; k++) kept = new Float64Array(16)
  },
}
/** Keeps what the control allocates from being optimised away. */
export let kept = new Float64Array(0)

/** Collects garbage until the sweeper, which works in the background, has given the array buffers back. */
const collect = async (): Promise<void> => {
  if (!globalThis.gc) throw new Error('run with --expose-gc')
  for (let k = 0; k < 3; k++) {
    globalThis.gc()
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** Growth per step, the smallest of three measurements: what the compiler allocates comes and goes, what a step allocates stays. */
const measure = async (name: string, N: number, step: () => unknown) => {
  const steps = STEPS * effort(name)
  for (let k = 0; k < WARM * effort(name); k++) step()
  let heap = Number.POSITIVE_INFINITY
  let arrayBuffers = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < 3; repeat++) {
    await collect()
    const before = process.memoryUsage()
    for (let k = 0; k < steps; k++) step()
    const after = process.memoryUsage()
    heap = Math.min(heap, (after.heapUsed - before.heapUsed) / steps)
    arrayBuffers = Math.min(arrayBuffers, (after.arrayBuffers - before.arrayBuffers) / steps)
  }
  return { name, N, heap, arrayBuffers }
}

const onCloud = (name: string, N: number) => {
  const flow = flows[name](N)
  const state = sampleCloud({ trajectories: N, dof: 1, levels: 2 })
  return measure(name, N, () => flow(state, 0.02))
}

/** Runs the method at another N first, so that the compiler has seen it. */
const warm = (name: string): void => {
  const flow = flows[name](100)
  const state = sampleCloud({ trajectories: 100, dof: 1, levels: 2 })
  for (let k = 0; k < WARM * effort(name); k++) flow(state, 0.02)
}

const rows = []
for (const name of Object.keys(flows)) {
  warm(name)
  for (const N of [50, 400]) rows.push(await onCloud(name, N))
}
for (const name of Object.keys(fixed)) rows.push(await measure(name, 1, fixed[name]()))
process.stdout.write(`${JSON.stringify(rows)}\n`)
