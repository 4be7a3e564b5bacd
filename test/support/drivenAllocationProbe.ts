// Run as a child with --expose-gc and a large young generation: prints the growth of heap and array buffers per step as JSON.
import type { DrivenQuantumSystem, DrivenState, Flow } from '@casimir/algebra'
import { allocateDriven } from '@casimir/algebra'
import { cayleyMagnus2, cayleyMagnus4, commutatorFree4, magnus2, magnus4, magnus6 } from '@casimir/integrators'

const WARM = 600
const STEPS = 60

/** H_jk = 1 / (1 + j + k), driven by a cosine off the diagonal. */
const system = (levels: number): DrivenQuantumSystem => ({
  name: 'driven Hilbert matrix',
  levels,
  hbar: 1,
  hamiltonian: (H, t) => {
    for (let j = 0; j < levels; j++)
      for (let k = 0; k < levels; k++) {
        H[2 * (j * levels + k)] = (j === k ? 1 : Math.cos(t)) / (1 + j + k)
        H[2 * (j * levels + k) + 1] = 0
      }
  },
})

const flows: Record<string, (levels: number, vectors: number) => Flow<DrivenState>> = {
  magnus2: (n) => magnus2(system(n)).flow,
  magnus4: (n) => magnus4(system(n)).flow,
  magnus6: (n) => magnus6(system(n)).flow,
  commutatorFree4: (n) => commutatorFree4(system(n)).flow,
  cayleyMagnus2: (n) => cayleyMagnus2(system(n)).flow,
  cayleyMagnus4: (n) => cayleyMagnus4(system(n)).flow,
  'a flow that allocates an array per vector': (_, vectors) => (state) => {
    for (let a = 0; a < vectors; a++) state.psi[0] += new Float64Array(16).length - 16
    return 0
  },
}

/** Collects garbage until the sweeper, which works in the background, has given the array buffers back. */
const collect = async (): Promise<void> => {
  if (!globalThis.gc) throw new Error('run with --expose-gc')
  for (let k = 0; k < 2; k++) {
    globalThis.gc()
    await new Promise((done) => setTimeout(done, 10))
  }
}

/** Growth per step, the smaller of two measurements: what the compiler allocates comes and goes, what a step allocates stays. */
const measure = async (name: string, levels: number, vectors: number) => {
  const flow = flows[name](levels, vectors)
  const state = allocateDriven(levels, vectors)
  state.psi.fill(0.1)
  for (let k = 0; k < WARM; k++) flow(state, 0.02)
  let heap = Number.POSITIVE_INFINITY
  let arrayBuffers = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < 2; repeat++) {
    await collect()
    const before = process.memoryUsage()
    for (let k = 0; k < STEPS; k++) flow(state, 0.02)
    const after = process.memoryUsage()
    heap = Math.min(heap, (after.heapUsed - before.heapUsed) / STEPS)
    arrayBuffers = Math.min(arrayBuffers, (after.arrayBuffers - before.arrayBuffers) / STEPS)
  }
  return { name, levels, vectors, heap, arrayBuffers }
}

const rows = []
for (const name of Object.keys(flows))
  for (const levels of [2, 4]) {
    const warm = allocateDriven(levels, 30)
    const flow = flows[name](levels, 30)
    for (let k = 0; k < 10 * WARM; k++) flow(warm, 0.02)
    for (const vectors of [10, 200]) rows.push(await measure(name, levels, vectors))
  }
process.stdout.write(`${JSON.stringify(rows)}\n`)
