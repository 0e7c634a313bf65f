import type { Records } from '../../../core/recorded.ts'
import type {} from '../tables.ts'

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
            digests: files.map(({ name, digest }) => ({ file: name, sha256: digest })),
          },
        }
      },
    },
  ],
}
