import { z } from 'zod'
import { BLOCK, LEAST_REPLICAS } from '../parts/Part.ts'
import type { Field, Meaning } from './Field.ts'
import { choice, coordinates, coordinatesOr, field, positive, section, times, whole } from './Field.ts'
import { integratorNames } from './integratorTraits.ts'
import type { Amplitudes } from './Spec.ts'

/** What the key `sweep` holds, in words. */
export const SWEEP =
  'a mapping of paths to lists of values, such as { problem.coupling: [0.1, 0.2] }, or a list of such mappings'

const anything = (allowed: string, meaning: Meaning<unknown>): Field<unknown> => field(z.unknown(), allowed, meaning)

/** More recorded times than this are refused. */
export const MOST_RECORDS = 1_000_000

/** The record time is this fraction of the end when it is not given. */
export const RECORDS = 100

const place = {
  q: coordinates('finite', {
    description: 'Position, one number per degree of freedom, or one for all.',
    unit: 'length',
    required: true,
  }),
  p: coordinates('finite', {
    description: 'Momentum, one number per degree of freedom, or one for all.',
    unit: 'momentum',
    required: true,
  }),
}

const amplitudes: z.ZodType<Amplitudes> = z.array(z.tuple([z.number(), z.number()])).min(1)

const quantumStart = {
  basis: choice('basis', ['diabatic', 'adiabatic'] as const, {
    description: 'What `level` counts: diabatic levels, or the eigenvectors of B(q) at each q, ascending.',
    default: 'diabatic',
  }),
  level: field(z.int().min(0), 'a whole number >= 0', {
    description: 'The occupied level, counted from 0. Not together with psi.',
    default: 0,
  }),
  psi: field(amplitudes, 'a list of [re, im] pairs, one per level', {
    description: 'Instead of level: amplitudes in the diabatic basis as [re, im] pairs, normalised for you.',
  }),
}

/** The key `integrator`. */
export const integratorSection = section('The stepper of trajectory methods; exact has grid.dt instead.', 'absent', {
  name: choice('integrator', integratorNames, {
    description:
      'Name of the scheme. koopmon takes suzuki4, strang, kahan-li6 (which solve its hbar term implicitly), midpoint or rk4, and mean-field midpoint, suzuki4, kahan-li6 or rk4; closure those of koopmon; in a comparison a method that cannot take the name given for the whole document takes its own default.',
    otherwise: 'strang for ehrenfest, midpoint for mean-field, suzuki4 for koopmon and closure',
  }),
  dt: positive({
    description: 'Time step; time.record must be a multiple of it.',
    unit: 'time',
    otherwise:
      'the largest step up to the default step of the problem (see `casimir list`), times 4 for suzuki4 and blanes-moan4 and 8 for kahan-li6, that divides time.record',
  }),
  tolerance: field(z.number().gt(0).lt(1), 'a number > 0 and < 1', {
    description: 'Relative tolerance of the nonlinear solve of implicit schemes.',
    default: 1e-13,
  }),
  iterations: whole(1, 10_000, {
    description: 'Iteration limit of the nonlinear solve of implicit schemes.',
    default: 50,
  }),
})

const guardsSection = section('Bounds whose crossing stops a run.', 'absent', {
  norm: positive({
    description: 'Largest allowed drift of the norm.',
    otherwise: '1e-8, or 1e-3 with rk4, which is not unitary',
  }),
  energy: positive({
    description: 'Largest allowed drift of the energy, as a fraction of its scale at the start.',
    otherwise: '0.01, or 0.001 for exact',
  }),
})

/** The two kinds of document. */
export type Form = 'run' | 'compare'

/** The rule of `initial`. */
export const ONE_START = 'exactly one of wavepacket, point and particles'

const initialSection = {
  ...section('How the run starts: exactly one of wavepacket, point and particles', 'refused', {
    wavepacket: section(
      'A Gaussian wave packet.',
      'absent',
      {
        ...place,
        sigma: coordinatesOr('ground', {
          description:
            'Standard deviation of its density in q, one number per degree of freedom, or one for all; the Wigner width in p is hbar / (2 sigma). Or ground, for problems of harmonic modes (`casimir list` says which): the width sqrt(hbar / (2 m omega)) of the ground state of each mode, uncoupled.',
          unit: 'length',
          required: true,
        }),
        ...quantumStart,
      },
      { beta: 'beta (a thermal width) is reserved for a later version: remove it' },
    ),
    point: section('One trajectory from a phase-space point.', 'absent', { ...place, ...quantumStart }),
    particles: field(z.string().min(1), 'the path of a CSV file', {
      description:
        'A CSV file of trajectories, relative to this file, with the header weight,q1,..,p1,..,re0,im0,re1,im1,.. (q and p for one degree of freedom); weights are normalised to sum 1, and weight 0 makes a tracer.',
    }),
  }),
  allowed: `a mapping with ${ONE_START}`,
}

const beginning = {
  spec: field(z.literal(1), '1, the only version of the format that this program reads', {
    description: 'Version of this format.',
    default: 1,
  }),
  hbar: positive({ description: 'Planck constant over 2 pi, in the units of the problem.', default: 1 }),
  problem: anything('a mapping with the name of a problem and its parameters, such as { name: rabi, coupling: 0.1 }', {
    description:
      'The problem and its parameters; `casimir list` prints them. Or a module of your own, { module: ./mine.ts, export: problem }, and its parameters.',
    required: true,
  }),
  initial: initialSection,
}

const rest = {
  time: section('When the run ends, and when it records', 'refused', {
    end: positive({ description: 'End of the run, a multiple of record.', unit: 'time', required: true }),
    record: positive({
      description: `Time between records, a multiple of the step; at most ${MOST_RECORDS} records.`,
      unit: 'time',
      otherwise: `time.end / ${RECORDS}, or the nearest that every given step divides`,
    }),
  }),
  integrator: integratorSection,
  guards: guardsSection,
  snapshots: times({
    description: 'Times at which the whole state is kept, each a multiple of time.record from 0 to time.end.',
    unit: 'time',
    otherwise: 'the start, the end, and two record times in between; none with a sweep',
  }),
  replicas: whole(LEAST_REPLICAS, 10_000, {
    description: `How many times an ensemble is drawn whose trajectories move each other or are quasi-random, for its standard errors: each replica is a random shift of the Halton points, or other random points. At least ${LEAST_REPLICAS}. Independent trajectories (ehrenfest and fssh with sampling: random) need none.`,
    otherwise: 'one, without standard errors',
  }),
  statistics: section('When a sampled run is accurate enough.', 'absent', {
    target: positive({
      description: `The standard error of every population (diabatic, adiabatic, active, transmitted and reflected, where there are such) at every recorded time at which a sampled run ends; asked after every block of ${BLOCK} independent trajectories, or every replica from the ${LEAST_REPLICAS}th on, in order.`,
      required: true,
    }),
    most: whole(BLOCK, 10_000_000, {
      description:
        'The most independent trajectories it takes, in place of method.particles; of replicas there are at most `replicas`.',
      default: 100_000,
    }),
  }),
}

const METHOD =
  'a mapping with the name exact, ehrenfest, mean-field, fssh, koopmon or closure and its settings, such as { name: ehrenfest }'

/** A document with one method. */
export const runDocument = section(
  'One method on one problem.',
  'refused',
  {
    ...beginning,
    method: anything(METHOD, { description: 'The method and its settings.', required: true }),
    ...rest,
  },
  {
    sweep: 'a sweep needs a list of methods: use `casimir compare`, with methods: [..] instead of method',
  },
)

const lists = z.record(z.string(), z.array(z.unknown()).min(1))

const sweepField = field(z.union([lists, z.array(lists).min(1)]), SWEEP, {
  description:
    'Makes a study: this comparison at every point of a grid. Keys are paths as --set takes them (problem.coupling, methods.koopmon.particles), each with the list of its values, and every key is an axis. In a list of mappings, the lists of one mapping go together and the mappings multiply. The last axis runs fastest.',
})

/** A document with several methods. */
export const compareDocument = section(
  'Several methods on one problem.',
  'refused',
  {
    ...beginning,
    methods: anything('a list of methods, such as [{ name: exact }, { name: ehrenfest }]', {
      description: 'The methods, each with its settings and, if wanted, its own integrator and guards.',
      required: true,
    }),
    ...rest,
    sweep: sweepField,
  },
  { sweep: 'a document with a sweep is a study: `casimir compare` takes it, or decodeStudy in a program' },
)

/** Keys that a compared method may carry besides its own. */
export const comparedFields = { integrator: integratorSection, guards: guardsSection }

/** The reason `exact` refuses an integrator of its own. */
export const exactReserved = {
  integrator: 'exact has no integrator: remove it, and set grid.dt if its time step must be fixed',
}
