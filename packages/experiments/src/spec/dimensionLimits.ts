import { MOST_MODES, productParts, surfaceHopping } from '@casimir/models'
import { MOST_HALTON_COORDINATES } from '../sampling/standardNormal.ts'
import type { DecodedProblem } from './decodeProblem.ts'
import { SPACING } from './methodFields.ts'
import { mollifierFactor } from './mollifierFactor.ts'
import type { MethodSpec, MollifierSpec, SamplingSpec } from './Spec.ts'

/** Beyond this many classical degrees of freedom a lattice or grid is refused. */
const MOST_GRIDDED = 2
/** A modest grid for each coordinate, to say what it would cost. */
const MODEST_POINTS = 128
const MODEST_FUNCTIONS = 20

const count = (x: number): string => (x < 1e7 ? String(x) : x.toExponential(0).replace('+', ''))

type Shape = Pick<MollifierSpec, 'shape' | 'degree' | 'cutoff'>

const QUINTIC: Shape = { shape: 'bspline', degree: 5 }

/** The distance of the knots of a bspline of standard deviation 1, sqrt(12/(degree + 1)). */
const knotSpacing = (degree: number): number => Math.sqrt(12 / (degree + 1))

/** What a knot spacing written with few digits may be above it. */
const ROUNDING = 1e-4

/** Lattice nodes under one koopmon. */
const nodesPerKoopmon = (mollifier: Shape, spacing: number, dof: number): number =>
  Math.ceil((2 * mollifierFactor(mollifier)(1).support) / spacing) ** (2 * dof)

/**
/**
 * The default spacing of the lattice in units of alpha. With two degrees of freedom it is the knot spacing of the bspline, whose values on its knots add up to
 * one: a fifth of the nodes of spacing 1, at several times its error in the forces (docs/conical-intersection.md has both). What the discrete system conserves
 * by its structure it conserves at any spacing.
 */
export const defaultSpacing = ({ shape, degree = 5 }: Shape, dof: number): number =>
  shape === 'bspline' && dof > 1 ? knotSpacing(degree) : SPACING[shape]

/** Why a particle closure cannot take a problem of this many degrees of freedom, with the cost. */
export const closureRefusal = (
  method: 'koopmon' | 'closure',
  { definition, dof }: DecodedProblem,
): string | undefined => {
  if (dof <= MOST_GRIDDED) return undefined
  const nodes = nodesPerKoopmon(QUINTIC, defaultSpacing(QUINTIC, dof), dof)
  return `${method} takes up to ${MOST_GRIDDED} degrees of freedom and '${definition.name}' has ${dof}, at which one koopmon of the quintic bspline covers ${count(nodes)} lattice nodes: choose ehrenfest or mean-field`
}

/** Why a Gaussian mollifier cannot be used with two degrees of freedom, with the cost. */
export const gaussianRefusal = (
  { dof }: DecodedProblem,
  mollifier: MollifierSpec,
  spacing: number,
): string | undefined => {
  if (dof < 2 || dof > MOST_GRIDDED || mollifier.shape !== 'gaussian') return undefined
  const bspline = nodesPerKoopmon(QUINTIC, defaultSpacing(QUINTIC, dof), dof)
  return `got gaussian, of which one koopmon covers ${count(nodesPerKoopmon(mollifier, spacing, dof))} lattice nodes in ${dof} degrees of freedom: give bspline (${count(bspline)} nodes)`
}

/** Why a spacing is too coarse for the bspline of this degree. */
export const spacingRefusal = ({ shape, degree = 5 }: Shape, spacing: number): string | undefined =>
  shape === 'gaussian' || spacing <= knotSpacing(degree) + ROUNDING
    ? undefined
    : `got ${spacing}, and the knot spacing of the bspline of degree ${degree} is ${knotSpacing(degree).toFixed(5)}: give a number up to that, since a coarser lattice does not resolve the mollified fields`

/** The basis of `exact` where none is named. */
export const defaultBasis = (dof: number): 'grid' | 'product' => (dof === MOST_MODES ? 'product' : 'grid')

/** What is wrong with a problem, of the words `prefix: reason.` that building with it throws. */
const reasonOf = (build: () => unknown): string | undefined => {
  try {
    build()
    return undefined
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/^\w+: /, '').replace(/\.$/, '')
  }
}

/** Why `exact` cannot take a problem of this many degrees of freedom, with the cost, or one whose modes are not harmonic. */
export const exactRefusal = (
  { definition, hamiltonian, dof }: DecodedProblem,
  basis: 'grid' | 'product',
): string | undefined => {
  if (dof > MOST_MODES)
    return `exact takes up to ${MOST_MODES} degrees of freedom and '${definition.name}' has ${dof}, at which ${MODEST_FUNCTIONS} functions a mode make a basis of ${count(MODEST_FUNCTIONS ** dof)}: choose ehrenfest or mean-field`
  if (basis === 'product') {
    if (definition.transmissionPlane !== undefined)
      return `'${definition.name}' scatters, and a product basis is for harmonic modes: give basis: grid`
    return reasonOf(() => productParts(hamiltonian))
  }
  return dof <= MOST_GRIDDED
    ? undefined
    : `a grid takes up to ${MOST_GRIDDED} degrees of freedom and '${definition.name}' has ${dof}, at which ${MODEST_POINTS} points a coordinate make a grid of ${count(MODEST_POINTS ** dof)}: give basis: product`
}

/** Why surface hopping cannot take a problem: it needs adiabatic levels of a scalar, quadratic kinetic energy. */
export const hoppingRefusal = ({ definition, hamiltonian }: DecodedProblem): string | undefined => {
  const reason = reasonOf(() =>
    surfaceHopping(hamiltonian, {
      hbar: 1,
      hopping: 'instantaneous',
      rescale: 'nac',
      frustrated: 'reverse',
      decoherence: 'none',
    }),
  )
  return reason === undefined ? undefined : `fssh cannot treat '${definition.name}': ${reason}`
}

/** The default sampling: Halton points where there are as many coordinates as they can have. */
export const defaultSampling = (dof: number, usual: SamplingSpec['sampling']): SamplingSpec['sampling'] =>
  2 * dof > MOST_HALTON_COORDINATES ? 'random' : usual

/** Why a sampling cannot be used by a method, or with this many degrees of freedom. */
export const samplingRefusal = (
  method: MethodSpec['name'],
  dof: number,
  sampling: SamplingSpec['sampling'] | undefined,
): string | undefined => {
  if (sampling === 'const' && method !== 'ehrenfest' && method !== 'fssh')
    return `got const, and ${method} at one phase-space point has no packet to follow: give halton, random or lattice`
  return sampling === 'halton' && 2 * dof > MOST_HALTON_COORDINATES
    ? `got halton, which has at most ${MOST_HALTON_COORDINATES} coordinates, and ${dof} degrees of freedom have ${2 * dof}: give random`
    : undefined
}
