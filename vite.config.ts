import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const BROWSER = 'src/browser'
const STYLES = 'src/web/styles'
const OUT = 'build/client'
/** The sheet of every page, and those that few pages ask for beside it. */
const SHEETS = ['passerelle', 'document', 'kit', 'poster']

/** Each script of the browser stands alone under its own name; `src/web/assets.ts` adds the mark of its content. */
const scripts = readdirSync(BROWSER)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'))
  .map((file) => [basename(file, '.ts'), join(BROWSER, file)])

/**
 * A chunk that two scripts share would be imported by a name that the content mark changes, and would not be found:
 * the build stops instead. The mark of the hub is copied beside the scripts.
 */
const standAlone: Plugin = {
  name: 'stand-alone',
  generateBundle(_options, bundle) {
    const shared = Object.values(bundle).find((piece) => piece.type === 'chunk' && !piece.isEntry)
    if (shared !== undefined) this.error(`${shared.fileName} is shared between scripts of ${BROWSER}; write it into each of them.`)
  },
  closeBundle() {
    mkdirSync(OUT, { recursive: true })
    copyFileSync(join(STYLES, 'mark.svg'), join(OUT, 'mark.svg'))
  },
}

export default defineConfig({
  publicDir: false,
  plugins: [standAlone],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    modulePreload: false,
    reportCompressedSize: false,
    assetsInlineLimit: 8192,
    rolldownOptions: {
      input: Object.fromEntries([...scripts, ...SHEETS.map((sheet) => [sheet, join(STYLES, `${sheet}.css`)])]),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
})
