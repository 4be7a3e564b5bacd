/** Runs presets and writes what they gave into docs: `npm run presets [NAME ..]`. */
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MARKS, presetBlock } from './presetBlock.ts'
import { readPreset } from './readPreset.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const all = readdirSync(join(root, 'packages/cli/presets')).map((file) => file.replace('.yaml', ''))
const asked = process.argv.slice(2)
const names = asked.length > 0 ? asked : all
/** The figures a page may show. */
const figures = ['populations', 'purity', 'coherence', 'wigner', 'scattering', 'final', 'deviations', 'map', 'better']

for (const name of names) {
  const folder = mkdtempSync(join(tmpdir(), `casimir-${name}-`))
  try {
    const out = join(folder, 'result')
    console.error(`${name} ..`)
    const began = Date.now()
    const run = spawnSync(
      process.execPath,
      [join(root, 'packages/cli/bin/casimir.mjs'), 'compare', name, '--out', out, '--json'],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 2 ** 30 },
    )
    if (run.status !== 0 && run.status !== 1) throw new Error(`${name}: exit code ${run.status}`)
    console.error(`${name}: ${((Date.now() - began) / 1000).toFixed(0)} s`)
    const data = readPreset(name, out, run.stdout)
    mkdirSync(join(root, 'docs/data/presets'), { recursive: true })
    mkdirSync(join(root, 'docs/figures/presets'), { recursive: true })
    writeFileSync(join(root, `docs/data/presets/${name}.json`), `${JSON.stringify(data, null, 1)}\n`)
    for (const file of readdirSync(out).filter((one) => one.endsWith('.svg')))
      if (figures.some((figure) => file.startsWith(figure)))
        copyFileSync(join(out, file), join(root, `docs/figures/presets/${name}-${file}`))
    const page = join(root, `docs/presets/${name}.md`)
    const before = existsSync(page) ? readFileSync(page, 'utf8') : `# ${name}\n\n${MARKS.join('\n')}\n`
    const [head = '', rest = ''] = before.split(MARKS[0])
    const tail = rest.split(MARKS[1])[1] ?? '\n'
    mkdirSync(join(root, 'docs/presets'), { recursive: true })
    writeFileSync(page, `${head}${presetBlock(data)}${tail}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
