import type { Records } from '../../../core/recorded.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import type {} from '../tables.ts'
import { documentsByIds } from './documents.ts'

/** Each release with the digests of its files, so that whoever has a file finds it again. */
export const recorded: Records = {
  entries: [
    {
      kind: 'outcomes.document.released',
      async entry(db, { scope, subject, data }) {
        const { version } = data
        if (typeof version !== 'number') return null
        const files = await db
          .selectFrom('outcome_file')
          .select(['name', 'digest'])
          .where('edition_id', '=', scope)
          .where('document_id', '=', subject)
          .where('version', '=', version)
          .orderBy('name')
          .execute()
        return {
          t: 'outcome.released',
          fields: {
            ...{ document: subject, version, sort: String(data['sort']), cause: String(data['cause']) },
            ...(await pathOf(db, subject, version)),
            digests: files.map(({ name, digest }) => ({ file: name, sha256: digest })),
          },
        }
      },
    },
  ],
}

/** Where that release is read; nowhere, of one that not everybody may know of. */
async function pathOf(db: Reader, id: string, version: number): Promise<{ readonly path?: string }> {
  const [document] = await documentsByIds(db, [id])
  const edition = document === undefined ? null : await gatherings.editionById(db, document.editionId, 'en')
  if (document === undefined || edition === null || edition.state === 'draft') return {}
  const session = document.sessionId === null ? null : await gatherings.sessionById(db, document.sessionId, 'en')
  if (session?.state === 'draft') return {}
  return { path: `${session?.path ?? edition.path}/${document.sort}/versions/${version}` }
}
