// Run as a child with --expose-gc and a large young generation: prints the growth of heap and array buffers per step as JSON.
import type { Flow, HybridState } from '@casimir/algebra'
import { blanesMoan4, compile, implicitMidpoint, rungeKutta4, strang } from '@casimir/integrators'
import { bspline, ehrenfest, ehrenfestSplit, gaussian, jaynesCummings, koopmon, rabi } from '@casimir/models'
import { sampleCloud } from './sampleCloud.ts'

const model = rabi({ omega: 1, splitting: 1, coupling: 0.3 })
const WARM = 400
const STEPS = 40

const flows: Record<string, (N: number) => Flow<HybridState>> = {
  strang: (N) => compile(ehrenfestSplit(model, { trajectories: N, hbar: 1 }))(strang),
  'blanes-moan4': (N) => compile(ehrenfestSplit(model, { trajectories: N, hbar: 1 }))(blanesMoan4),
  'midpoint on ehrenfest': (N) => implicitMidpoint(ehrenfest(model, options(N))).flow,
  'rk4 on ehrenfest': (N) => rungeKutta4(ehrenfest(model, options(N))).flow,
  'midpoint on koopmons': (N) =>
    implicitMidpoint(
      koopmon(model, { ...options(N), mollifier: { q: [bspline(5, 0.5)], p: [bspline(5, 0.5)] }, spacing: 0.7 }),
    ).flow,
  'midpoint on jaynes-cummings koopmons': (N) =>
    implicitMidpoint(
      koopmon(jaynesCummings({ omega: 1, splitting: 1, coupling: 0.3 }), {
        ...options(N),
        mollifier: { q: [gaussian(0.7, 5)], p: [gaussian(0.7, 5)] },
        spacing: 0.9,
      }),
    ).flow,
  'a flow that allocates an array per trajectory': (N) => (state) => {
    for (let a = 0; a < N; a++) state.q[a] += new Float64Array(16).length - 16
    return 0
  },
}
const options = (N: number) => ({ weights: new Float64Array(N).fill(1 / N), hbar: 1 })

/** Collects garbage until the sweeper, which works in the background, has given the array buffers back. */
const collect = async (): Promise<void> => {
  if (!globalThis.gc) throw new Error('run with --expose-gc')
  for (let k = 0; k < 3; k++) {
    globalThis.gc()
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** Growth per step, the smallest of three measurements: what the compiler allocates comes and goes, what a step allocates stays. */
const measure = async (name: string, N: number) => {
  const flow = flows[name](N)
  const state = sampleCloud({ trajectories: N, dof: 1, levels: 2 })
  for (let k = 0; k < WARM; k++) flow(state, 0.02)
  let heap = Number.POSITIVE_INFINITY
  let arrayBuffers = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < 3; repeat++) {
    await collect()
    const before = process.memoryUsage()
    for (let k = 0; k < STEPS; k++) flow(state, 0.02)
    const after = process.memoryUsage()
    heap = Math.min(heap, (after.heapUsed - before.heapUsed) / STEPS)
    arrayBuffers = Math.min(arrayBuffers, (after.arrayBuffers - before.arrayBuffers) / STEPS)
  }
  return { name, N, heap, arrayBuffers }
}

const rows = []
for (const name of Object.keys(flows)) {
  await measure(name, 100)
  for (const N of [50, 400]) rows.push(await measure(name, N))
}
process.stdout.write(`${JSON.stringify(rows)}\n`)
