/** The momentum scans of the three Tully models, exact and Ehrenfest at the packet's centre, timed: `npm run momentum-scans`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../packages/cli/bin/casimir.mjs', import.meta.url))
const METHODS = '[{name: exact}, {name: ehrenfest, sampling: const, integrator: {dt: 1}}]'

let total = 0
for (const preset of ['tully1-scattering', 'tully2-stueckelberg', 'tully3-reflection']) {
  const folder = mkdtempSync(join(tmpdir(), 'casimir-scan-'))
  const began = Date.now()
  const { status } = spawnSync(
    process.execPath,
    [program, 'compare', preset, '--set', `methods=${METHODS}`, '--out', join(folder, 'scan')],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const seconds = (Date.now() - began) / 1000
  total += seconds
  if (status !== 0) throw new Error(`${preset} ended with exit code ${status}.`)
  const lines = readFileSync(join(folder, 'scan', 'study.csv'), 'utf8').split('\n')
  const points = new Set(lines.slice(1).flatMap((line) => line.split(',')[0] || []))
  console.log(`${preset}: ${points.size} momenta in ${seconds.toFixed(1)} s\n`)
  rmSync(folder, { recursive: true, force: true })
}
console.log(`all three scans: ${total.toFixed(1)} s on ${availableParallelism()} processors`)
