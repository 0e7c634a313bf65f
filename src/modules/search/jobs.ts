import { publicationsFrom, type Publication } from '../../core/published.ts'
import type { Listener } from '../../core/worker.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { goOn, refreshEntry } from './commands/keep-entries.ts'

/** What an event tells of is looked at once; what no event told of, or what got lost, is met by going through all. */
export function jobsOf({ books: { locales } }: Pick<Kit, 'books'>, publications: readonly Publication[]): Jobs {
  const all = publicationsFrom(publications)
  return {
    listeners: publications.flatMap((publication) =>
      Object.entries(publication.changedBy).map(([kind, idOf]): Listener => ({
        kind,
        delivery: 'best-effort',
        async job({ db, outside }, event) {
          const id = idOf(event)
          if (id !== null) await refreshEntry(db, publication, id, { locales, outside })
        },
      })),
    ),
    sweeps: [{ name: 'search.go-on', everySeconds: 60, sweep: ({ db, outside }) => goOn(db, all, { locales, outside }) }],
  }
}
