import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const VOTER = 'src/voter'
const OUT = 'build/voice'

/** What is served as it lies there. */
const STILL = ['index.html', 'voice.css']

/**
 * The page and its style beside the scripts, and `client.json` with the digest of each file, which the public log carries: the same source gives the same
 * bytes everywhere, or this client is not the one that was read.
 */
const withDigests: Plugin = {
  name: 'with-digests',
  generateBundle: {
    // After vite itself, which still writes into the scripts here.
    order: 'post',
    handler(_options, bundle) {
      const scripts = Object.values(bundle).map(
        (piece) => [piece.fileName, Buffer.from(piece.type === 'chunk' ? piece.code : piece.source)] as const,
      )
      const still = STILL.map((name) => [name, readFileSync(join(VOTER, name))] as const)
      for (const [fileName, source] of still) this.emitFile({ type: 'asset', fileName, source })
      const files = [...scripts, ...still]
        .map(([name, bytes]) => ({ name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }))
        .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      const source = `${JSON.stringify({ form: 'passerelle-client/1', files }, null, 1)}\n`
      this.emitFile({ type: 'asset', fileName: 'client.json', source })
    },
  },
}

export default defineConfig({
  publicDir: false,
  plugins: [withDigests],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    modulePreload: false,
    reportCompressedSize: false,
    // As old as the oldest browser that has Ed25519.
    target: ['chrome137', 'firefox129', 'safari17'],
    rolldownOptions: {
      input: { voice: `${VOTER}/voice.ts`, fetch: `${VOTER}/fetch.ts` },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
})
