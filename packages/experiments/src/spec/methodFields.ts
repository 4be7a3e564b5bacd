import { MOST_FUNCTIONS, MOST_POINTS } from '@casimir/models'
import { z } from 'zod'
import { choice, coordinates, field, positive, section, whole } from './Field.ts'
import { moduleFields } from './moduleFields.ts'
import type { SamplingSpec } from './Spec.ts'

/** The largest number of trajectories a spec may ask for. */
const MOST_PARTICLES = 10_000_000
const powersOfTwo = Array.from({ length: Math.log2(MOST_POINTS) }, (_, exponent) => 2 ** (exponent + 1))
const powerOfTwo = z.literal(powersOfTwo)
const someFunctions = z.int().min(2).max(MOST_FUNCTIONS)
const ends = z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high)
const LARGEST_SEED = 2 ** 32 - 1

/** The names of the methods, in the order messages list them. */
export const methodNames = ['exact', 'ehrenfest', 'mean-field', 'fssh', 'koopmon', 'closure'] as const

/** The keys that say how a wave packet is sampled. */
export const samplingKeys = ['particles', 'sampling', 'seed'] as const

const nameField = (name: string) => field(z.literal(name), `'${name}'`, { description: 'The method.', required: true })

const samplings: ReadonlyArray<SamplingSpec['sampling']> = ['halton', 'random', 'lattice', 'const']

const samplingFields = (particles: number, sampling: SamplingSpec['sampling'] = 'halton') => ({
  particles: whole(1, MOST_PARTICLES, {
    description: 'Number of trajectories that sample the wave packet. Not with initial.point or initial.particles.',
    default: particles,
  }),
  sampling: choice('sampling', samplings, {
    description:
      'How they sample its Wigner function: halton (quasi-random, equal weights, up to 8 degrees of freedom; beyond, the default is random), random (every trajectory from its own seed, equal weights) lattice (a regular grid, weighted, of the nearest number of points that fills it), or, for ehrenfest and fssh, const (all at the centre of the packet, whatever its width: the fixed momentum of the textbook figures).',
    default: sampling,
  }),
  seed: whole(0, LARGEST_SEED, {
    description: 'Seed of everything random; trajectory a takes the a-th number of MT19937 started from it.',
    default: 1,
  }),
})

const tracerFields = {
  tracers: field(z.string().min(1), 'the path of a CSV file', {
    description:
      'A CSV file of trajectories that the others move and that move none, relative to this file, with the header of initial.particles; its weights are not looked at. Every snapshot holds them, with weight 0, after the trajectories and in the order of the file.',
  }),
}

/** Why a compared method takes no tracers. */
export const tracersReserved = {
  tracers: 'tracers change nothing that is compared: remove this key, or give it to the method of `casimir run`',
}

/** Keys of `exact`. */
export const exactFields = {
  name: nameField('exact'),
  basis: choice('basis', ['grid', 'product'] as const, {
    description:
      'A Fourier grid of one or two coordinates, or a product of number states of one to three harmonic modes, H = sum_j p_j^2/(2 m_j) + B(q).',
    otherwise: 'grid for one and two degrees of freedom, product for three',
  }),
  functions: field(
    z.union([someFunctions, z.array(someFunctions).min(1)]),
    `a whole number from 2 to ${MOST_FUNCTIONS}, or a list of such, one per degree of freedom`,
    {
      description: 'Number of functions of each mode of basis: product.',
      otherwise: 'chosen from the energies',
    },
  ),
  grid: section(
    'The grid, of which basis: product has dt alone; what is absent the method chooses and reports itself.',
    'empty',
    {
      box: field(
        z.union([ends, z.array(ends).min(1)]),
        'two numbers [low, high] with low < high, or a list of such pairs, one per degree of freedom',
        {
          description: 'The ends of the box.',
          unit: 'length',
          otherwise: 'chosen from the wave packet and the problem',
        },
      ),
      points: field(
        z.union([powerOfTwo, z.array(powerOfTwo).min(1)]),
        `a power of two from 2 to ${Math.max(...powersOfTwo)}, or a list of such, one per degree of freedom`,
        {
          description: 'Number of grid points, a power of two.',
          otherwise: 'chosen from the box and the momenta',
        },
      ),
      dt: positive({
        description: 'Time step; time.record must be a multiple of it.',
        unit: 'time',
        otherwise: 'chosen from the energies',
      }),
    },
  ),
}

/** Keys of `ehrenfest`. */
export const ehrenfestFields = { name: nameField('ehrenfest'), ...samplingFields(500), ...tracerFields }

/** Keys of `mean-field`. */
export const meanFieldFields = { name: nameField('mean-field'), ...samplingFields(500), ...tracerFields }

/** Keys of `fssh`. */
export const fsshFields = {
  name: nameField('fssh'),
  ...samplingFields(1000, 'random'),
  hopping: choice('hopping', ['instantaneous', 'cumulative'] as const, {
    description:
      'When a trajectory hops: instantaneous decides every step with the probability integrated over it; cumulative when the probability of having stayed falls below one number drawn after the last hop.',
    default: 'instantaneous',
  }),
  rescale: choice('rescale', ['nac', 'velocity'] as const, {
    description:
      'The direction in which a hop changes the momentum so that the energy is kept: the nonadiabatic coupling vector, or the momentum itself.',
    default: 'nac',
  }),
  frustrated: choice('frustrated', ['ignore', 'reverse'] as const, {
    description:
      'What a hop without the energy for it does: nothing, or reverse the momentum along the direction of rescale.',
    default: 'reverse',
  }),
  decoherence: choice('decoherence', ['none', 'edc'] as const, {
    description: 'none, or the energy-based decoherence correction of Granucci and Persico.',
    default: 'none',
  }),
  edcConstant: positive({ description: 'The constant C of edc.', unit: 'energy', otherwise: '0.1 with edc' }),
}

const alpha = (coordinate: 'q' | 'p', unit: string, otherwise: string) =>
  coordinates('positive', {
    description: `Standard deviation of the mollifier in ${coordinate}, whatever its shape. This is a parameter of the model, not of the discretisation: the closure is meant for 0.3 to 1 times the width of the wave packet, and does not converge as it is reduced. Required with initial.point or initial.particles, which have no width to take it from.`,
    unit,
    otherwise,
  })

/** The default spacing of the lattice in units of alpha, by shape of the mollifier. */
export const SPACING = { gaussian: 0.35, bspline: 0.7 } as const

/** The knot spacing of the quintic, the coarsest of all bsplines, in units of alpha, rounded up. */
const COARSEST_SPACING = 1.4143

/** The default alpha as a fraction of the wave packet's width in q, and in p; a modelling choice. */
export const ALPHA_FRACTION = 0.5

/** Keys of `koopmon`. */
export const koopmonFields = {
  name: nameField('koopmon'),
  ...samplingFields(300),
  ...tracerFields,
  mollifier: section('The mollifier of the closure.', 'empty', {
    shape: choice('shape', ['bspline', 'gaussian'] as const, {
      description: 'Shape of each factor.',
      default: 'bspline',
    }),
    degree: field(z.literal([5, 7, 9, 11, 13, 15]), 'an odd whole number from 5 to 15', {
      description: 'Degree of a bspline; degree d supports integrators up to order d - 1.',
      default: 5,
    }),
    cutoff: field(z.number().min(4), 'a number >= 4', {
      description: 'Where a gaussian is cut; 8.5 for order tests.',
      unit: 'alpha',
      default: 6.5,
    }),
    alpha: section('Widths of the mollifier.', 'empty', {
      q: alpha('q', 'length', `${ALPHA_FRACTION} sigma of the wave packet, a modelling choice`),
      p: alpha('p', 'momentum', `${ALPHA_FRACTION} hbar / (2 sigma) of the wave packet, a modelling choice`),
    }),
  }),
  lattice: section('The lattice on which the mollified fields are integrated.', 'empty', {
    spacing: field(
      z.number().gt(0).max(COARSEST_SPACING),
      `a number > 0 and <= ${COARSEST_SPACING}, the knot spacing of the quintic bspline (of degree d: sqrt(12/(d + 1))), since a coarser lattice does not resolve the mollified fields`,
      {
        description:
          'Distance of its nodes, at most the knot spacing of the bspline. In two degrees of freedom the default saves cost: at 1 the nodes are 5 times as many and the errors of the forces several times smaller (docs/conical-intersection.md).',
        unit: 'alpha',
        otherwise: `${SPACING.bspline} for a bspline, ${SPACING.gaussian} for a gaussian, the knot spacing of the bspline in two degrees of freedom`,
      },
    ),
  }),
}

/** Keys of `closure`: those of `koopmon`, and where the energy is. */
export const closureFields = {
  ...koopmonFields,
  name: nameField('closure'),
  ...moduleFields('energy'),
  parameters: field(z.record(z.string(), z.number()), 'a mapping of names to numbers', {
    description: 'Numbers that the energy is given; it must read them all.',
    default: {},
  }),
}
