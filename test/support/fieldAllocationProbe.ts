// Run as a child with --expose-gc and a large young generation: prints the growth of heap and array buffers per step as JSON.
import type { FieldVelocity } from '@casimir/algebra'
import { fieldRungeKutta4 } from '@casimir/integrators'
import {
  galerkinFilter,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  prepareSpectralTail,
  torusRabi,
} from '@casimir/models'
import { periodicGrid } from './periodicHamiltonian.ts'
import { torusState } from './torusState.ts'

const WARM = 300
const STEPS = 60
const fields = hermitianFields(periodicGrid(16), 2)
const sine = fields.allocate()
fields.sample(sine, (m, z) => {
  m[0] = Math.sin(z[0])
  m[6] = Math.cos(z[1])
})
const linear = { name: 'linear', space: fields, value: () => 0, derivative: (out: Float64Array) => out.set(sine) }
const bracket = hybridBracket(fields, 1).vectorField(linear)
const hybrid = hybridBracket(fields, 1).vectorField(hybridEnergy(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1))
const tailOf = prepareSpectralTail(fields, 2 / 3)
const total = new Float64Array(8)
/** Keeps what the control allocates from being optimised away. */
export let kept = new Float64Array(0)
const velocities: { readonly [name: string]: FieldVelocity } = {
  'a velocity that is constant': (out) => out.fill(1e-6),
  'the bracket on fields': bracket,
  'the hybrid energy, with spectral tail and integral': (out, P) => {
    hybrid(out, P)
    fields.integral(total, P)
    if (tailOf(P) > 1) out.fill(total[0])
  },
  'a velocity that allocates': (out) => {
    for (let k = 0; k < 20; k++) kept = new Float64Array(16)
    out.fill(kept[0])
  },
}

/** Collects garbage until the sweeper, which works in the background, has given the array buffers back. */
const collect = async (): Promise<void> => {
  if (!globalThis.gc) throw new Error('run with --expose-gc')
  for (let k = 0; k < 3; k++) {
    globalThis.gc()
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** Growth per step, the smallest of three measurements. */
const measure = async (name: string) => {
  const flow = fieldRungeKutta4(velocities[name], fields.size, { filter: galerkinFilter(fields), guard: () => 0 })
  const state = { block: torusState(fields) }
  for (let k = 0; k < WARM; k++) flow(state, 1e-6)
  let heap = Number.POSITIVE_INFINITY
  let arrayBuffers = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < 3; repeat++) {
    await collect()
    const before = process.memoryUsage()
    for (let k = 0; k < STEPS; k++) flow(state, 1e-6)
    const after = process.memoryUsage()
    heap = Math.min(heap, (after.heapUsed - before.heapUsed) / STEPS)
    arrayBuffers = Math.min(arrayBuffers, (after.arrayBuffers - before.arrayBuffers) / STEPS)
  }
  return { name, heap, arrayBuffers }
}

const rows = []
for (const name of Object.keys(velocities)) rows.push(await measure(name))
process.stdout.write(`${JSON.stringify(rows)}\n`)
