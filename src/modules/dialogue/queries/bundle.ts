import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { isSealed } from '../rules.ts'
import { signatureFile, type Checkable } from './checkable.ts'
import type { Dialogue } from './dialogue-facts.ts'
import { EXPORT_FILES, exportFile, exportPieces, exportSource, type ExportAbout, type ExportFile } from './export.ts'

type Bundled = { readonly name: string; readonly pieces: Iterable<string> }
type Wanted = {
  readonly checkable: Checkable
  readonly about: Omit<ExportAbout, 'checkable'>
  readonly readme: string
  readonly outside: Pick<Outside, 'signer'>
}

const SUMS: readonly ExportFile[] = ['comments.csv', 'summary.csv']

/** All that is needed to check a result, from one reading, so that nothing in it belongs to another step. */
export async function* bundleOf(db: Reader, dialogue: Dialogue, { checkable, about, readme, outside }: Wanted): AsyncGenerator<Bundled> {
  yield { name: 'README.txt', pieces: [readme] }
  yield { name: 'certificate.json', pieces: [checkable.document] }
  yield { name: 'signature.json', pieces: [`${JSON.stringify(signatureFile(checkable, outside), null, 2)}\n`] }
  const exact = { ...about, checkable }
  if (isSealed(dialogue)) {
    for (const file of SUMS) yield { name: file, pieces: await exportFile(db, dialogue, file, exact) }
    return
  }
  const source = await exportSource(db, dialogue, exact)
  for (const file of EXPORT_FILES) yield { name: file, pieces: await exportPieces(db, dialogue, { source, file, about: exact }) }
}
