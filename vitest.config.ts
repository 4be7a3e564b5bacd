import { defineConfig } from 'vitest/config'

const conditions = ['@casimir/source', 'node', 'import', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './scripts/tally-reporter.mjs'],
    setupFiles: ['./test/support/seed.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
})
