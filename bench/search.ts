import { sql } from 'kysely'
import { soughtIn } from '#findable'
import { nobody } from '../src/core/actor.ts'
import { ask } from '../src/core/perform.ts'
import { publicationsFrom, type Publication, type Published } from '../src/core/published.ts'
import type { OpenedHub } from '../src/main/open.ts'
import { goOn } from '../src/modules/search/commands/keep-entries.ts'
import { findIn } from '../src/modules/search/queries/find.ts'
import { queryOf } from '../src/modules/search/rules.ts'
import { middleOf, onNewHub, say } from './measuring.ts'

// `npm run bench:search [-- <things>]`: searches through ten thousand things, each with all that it draws, beside the bare query of the index for the same words.

const [THINGS = 10_000] = process.argv.slice(2).map(Number)
const ROUNDS = 25

const ms = (value: number): string => `${value.toFixed(1).padStart(8)} ms`

const WORDS =
  `école santé retour logement passeport impôt choir harbour football nurse teacher Senegal Galway Manila Cork Lyon diaspora youth women
  summit library translation volunteer market bakery festival language remittance scholarship hospital visa lawyer radio`.split(/\s+/)
const ARABIC = 'مدرسة صحة سكن جواز ضريبة مستشفى تأشيرة ترجمة متطوع مكتبة شباب نساء'.split(' ')

/** Seeded: the same things at each run. */
function thingsOf(count: number): ReadonlyMap<string, Published> {
  let state = 7
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const some = (words: readonly string[], length: number) => Array.from({ length }, () => words[below(words.length)] ?? '').join(' ')
  const made = (index: number): Published => ({
    ...{ sort: 'staged', id: String(index).padStart(6, '0'), path: `/staged/${index}`, language: 'fr', by: null, open: true },
    // By the names of these it is found too.
    subjects: [
      { sort: 'place', id: below(2) === 0 ? 'IE' : 'FR' },
      { sort: 'topic', id: below(2) === 0 ? 'health' : 'mental-health' },
    ],
    title: `${some(index % 4 === 0 ? ARABIC : WORDS, 4)} n${index}`,
    text: `${index % 2 === 0 ? 'association ' : ''}${some(WORDS, 40)} ${some(ARABIC, 6)}`,
    at: new Date(Date.UTC(2026, 0, 1) - index * 3_600_000),
    ...{ starts: null, until: null, checkedOn: null },
  })
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const thing = made(index)
      return [thing.id, thing]
    }),
  )
}

function publicationOf(things: ReadonlyMap<string, Published>): Publication {
  const ids = [...things.keys()]
  return {
    ...{ sort: 'staged', label: 'search.title', changedBy: {} },
    of: async () => [],
    byIds: async (_db, asked) => asked.flatMap((id) => things.get(id) ?? []),
    openAfter: async (_db, after, most) => {
      const from = after === null ? 0 : ids.indexOf(after) + 1
      return ids.slice(from, from + most)
    },
  }
}

async function run({ runner }: OpenedHub): Promise<void> {
  const publication = publicationOf(thingsOf(THINGS))
  const publications = publicationsFrom([publication])
  const looking = { locales: ['en', 'fr', 'ar'], outside: runner.outside }
  const turns: number[] = []
  for (let left = true; left;) {
    const from = performance.now()
    await goOn(runner.db, publications, looking)
    turns.push(performance.now() - from)
    const { rows } = await sql<{ rests_until: Date | null }>`select rests_until from search_round where sort = 'staged'`.execute(runner.db)
    left = rows[0]?.rests_until === null
  }
  say(
    `going through ${THINGS} things, all new`,
    `${ms(turns.reduce((sum, one) => sum + one, 0))} in ${turns.length} turns, the longest ${ms(Math.max(...turns))}`,
  )
  await sql`analyze search_entry, search_word`.execute(runner.db)
  const find = findIn(publications)
  for (const [name, q] of [
    ['a word that half of them hold', 'association'],
    ['two common words', 'association lyon'],
    ['a rare word', `n${THINGS - 1}`],
    ['an Arabic word', 'مستشفي'],
    ['the beginning of a word', 'schol'],
    ['a word with a slip', 'asociatoin'],
    ['the name of a country, which half of them belong to', 'Irlande'],
    ['a place and a topic', 'santé Irlande'],
    ['twelve words', WORDS.slice(0, 12).join(' ')],
  ] as const) {
    const [whole, bare] = [
      await middleOf(ROUNDS, () => ask(runner, find, { q }, nobody('fr'))),
      await middleOf(ROUNDS, () =>
        sql`select sort, id from search_entry where words @@ ${queryOf(soughtIn(q))}::tsquery limit 448`.execute(runner.db),
      ),
    ]
    say(name, `${ms(whole)}   bare query ${ms(bare)}   ratio ${(whole / bare).toFixed(1)}`)
  }
}

await onNewHub(run)
