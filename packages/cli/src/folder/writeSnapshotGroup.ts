import { type Snapshot, type Units, type WaveSnapshot, wignerPicture } from '@casimir/experiments'
import type { Group } from 'h5wasm/node'
import { addComplex, addReal, addWhole } from './hdf5Datasets.ts'

/** Sizes and units of the run a snapshot belongs to. */
export interface SnapshotContext {
  readonly units: Units
  readonly levels: number
  readonly dof: number
  readonly hbar: number
}

const inverse = (unit: string): string => (unit === '1' ? '1' : `1/(${unit})`)
const product = (a: string, b: string): string => (a === '1' && b === '1' ? '1' : `(${a})(${b})`)

const chosen = 'equal cells, at most 128 a side, over the window that leaves out a probability of 1e-6 at each end'

/** Writes the trace of the Wigner function of one coordinate, where it can be had, as the picture of it is drawn. */
const writeWigner = (group: Group, snapshot: WaveSnapshot, { units, hbar }: SnapshotContext): void => {
  const picture = wignerPicture(snapshot, hbar)
  if (picture === undefined) return
  const wigner = group.create_group('wigner')
  wigner.create_attribute('description', `exact phase-space density D(q, p) = Tr W; ${chosen}`)
  addReal(wigner, { name: 'q', units: units.length, description: 'centres of the cells in q [i]' }, picture.q)
  addReal(wigner, { name: 'p', units: units.momentum, description: 'centres of the cells in p [j]' }, picture.p)
  const unit = inverse(product(units.length, units.momentum))
  const label = { name: 'density', units: unit, description: 'trace of the Wigner function, mean over a cell [i, j]' }
  addReal(wigner, label, picture.values, [picture.q.length, picture.p.length])
}

/** Writes one snapshot: all trajectories and the mollified density, or the wave function on its grid and its Wigner function. */
export const writeSnapshotGroup = (group: Group, snapshot: Snapshot, context: SnapshotContext): void => {
  const { units, levels, dof } = context
  group.create_attribute('t', snapshot.t)
  group.create_attribute('kind', snapshot.kind)
  if (snapshot.kind === 'wavefunction') {
    const { x, psi } = snapshot
    x.forEach((nodes, axis) => {
      const name = x.length === 1 ? 'x' : `x${axis}`
      const index = x.length === 1 ? '[point]' : `[point along coordinate ${axis}]`
      addReal(group, { name, units: units.length, description: `grid points ${index}` }, nodes)
    })
    const unit = units.length === '1' ? '1' : `(${units.length})^(-${x.length === 1 ? '1/2' : x.length / 2})`
    const places = x.length === 1 ? 'point' : x.map((_, axis) => `point along ${axis}`).join(', ')
    addComplex(group, { name: 'psi', units: unit, description: `wave function [level, ${places}]` }, psi, [
      levels,
      ...x.map((nodes) => nodes.length),
    ])
    writeWigner(group, snapshot, context)
    return
  }
  const { weights, q, p, psi, active, mollified } = snapshot
  const count = weights.length
  addReal(group, { name: 'weights', units: '1', description: 'weights [trajectory]' }, weights)
  const each = '[trajectory, degree of freedom]'
  addReal(group, { name: 'q', units: units.length, description: `positions ${each}` }, q, [count, dof])
  addReal(group, { name: 'p', units: units.momentum, description: `momenta ${each}` }, p, [count, dof])
  addComplex(group, { name: 'psi', units: '1', description: 'amplitudes [trajectory, level]' }, psi, [count, levels])
  if (active !== undefined)
    addWhole(group, { name: 'active', units: '1', description: 'active adiabatic level [trajectory]' }, active)
  if (mollified === undefined) return
  const picture = group.create_group('mollified')
  addReal(picture, { name: 'q', units: units.length, description: 'lattice positions [i]' }, mollified.q)
  addReal(picture, { name: 'p', units: units.momentum, description: 'lattice momenta [j]' }, mollified.p)
  const unit = inverse(product(units.length, units.momentum))
  const label = { name: 'density', units: unit, description: 'mollified phase-space density [i, j]' }
  addReal(picture, label, mollified.values, [mollified.q.length, mollified.p.length])
}
