import type { EntryKind } from '../../../core/recorded.ts'
import { SelectField, TextField, type Option } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { DayWords } from '../../../web/time.tsx'
import type { Asked, LogEntry } from '../queries/entries.ts'
import type { Standing } from '../queries/standing.ts'
import { isQuiet, kindInWords } from './lines.ts'
import { EntryLine, Signatures, Warnings, type BodyName } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly asked: Asked
  readonly entries: readonly LogEntry[]
  /** The index below which there are older ones; null: there are none. */
  readonly before: number | null
  readonly bodies: ReadonlyMap<string, BodyName>
  readonly all: readonly (BodyName & { readonly id: string })[]
  readonly standing: Standing
  readonly kinds: readonly EntryKind[]
}

const isNarrow = ({ kind, body, scope, from, to }: Asked): boolean => [kind, body, scope, from, to].some((one) => one !== undefined)

export function addressOf(page: Page, { kind, body, scope, from, to }: Asked, before: number | null = null): string {
  const said = { kind, body, scope, from, to, before: before === null ? undefined : String(before) }
  const query = new URLSearchParams(Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return href(page, query.size === 0 ? '/record' : `/record?${query.toString()}`)
}

export function RecordPage(props: Props) {
  const { page, asked, entries, before, bodies, standing } = props
  const { say } = page
  return (
    <Layout
      page={page}
      title={say('public-log.title')}
      description={say('public-log.lead')}
      index={!isNarrow(asked) && asked.before === undefined}
      feeds={[{ title: say('public-log.title'), path: '/record/feed' }]}
    >
      <h1>{say('public-log.title')}</h1>
      <p class="lead">{say('public-log.lead')}</p>
      <Warnings page={page} standing={standing} />
      <Narrow {...props} />
      <section aria-labelledby="entries">
        <h2 id="entries">{say('public-log.found')}</h2>
        {isNarrow(asked) ? <Chosen {...props} /> : null}
        {entries.length === 0 ? (
          <div class="empty">
            <p>{say(isNarrow(asked) ? 'public-log.none-like-this' : 'public-log.none')}</p>
          </div>
        ) : (
          <ul class="rows">
            {foldedIn(entries, asked).map((together) => (
              <Together page={page} entries={together} bodies={bodies} />
            ))}
          </ul>
        )}
        {before === null ? null : (
          <nav aria-label={say('public-log.parts')}>
            <p class="actions">
              <a class="button quiet" rel="next" href={addressOf(page, asked, before)}>
                {say('public-log.older')}
              </a>
            </p>
          </nav>
        )}
      </section>
      <Signatures page={page} standing={standing} />
      <p>
        <a href={`${href(page, '/record/feed')}.atom`}>{say('public-log.feed')}</a>
      </p>
    </Layout>
  )
}

/** Quiet days that follow one another stand together, but where one kind of entry alone is asked for. */
function foldedIn(entries: readonly LogEntry[], { kind }: Asked): readonly (readonly LogEntry[])[] {
  if (kind !== undefined) return entries.map((entry) => [entry])
  const together: LogEntry[][] = []
  for (const entry of entries) {
    const before = together.at(-1)
    if (isQuiet(entry) && before?.every(isQuiet) === true) before.push(entry)
    else together.push([entry])
  }
  return together
}

function Together({ page, entries, bodies }: Pick<Props, 'page' | 'entries' | 'bodies'>) {
  const lines = entries.map((entry) => (
    <EntryLine page={page} entry={entry} body={entry.body === null ? undefined : bodies.get(entry.body)} />
  ))
  if (lines.length === 1) return <>{lines}</>
  return (
    <li>
      <details>
        <summary>{page.say('public-log.quiet-days', { count: lines.length })}</summary>
        <ul class="rows">{lines}</ul>
      </details>
    </li>
  )
}

/** What was chosen, for the fields that say it are folded away above, and the way back to all. */
function Chosen({ page, asked, all }: Props) {
  const { say } = page
  const body = all.find(({ id }) => id === asked.body)
  return (
    <>
      <dl class="facts">
        {asked.kind === undefined ? null : (
          <>
            <dt>{say('public-log.kind')}</dt>
            <dd>{kindInWords(say, asked.kind)}</dd>
          </>
        )}
        {body === undefined ? null : (
          <>
            <dt>{say('public-log.body')}</dt>
            <dd>
              <InLanguage language={body.language}>{body.name}</InLanguage>
            </dd>
          </>
        )}
        {(['from', 'to'] as const).map((name) => {
          const day = asked[name]
          return day === undefined ? null : (
            <>
              <dt>{say(`public-log.${name}`)}</dt>
              <dd>
                <DayWords page={page} day={day} />
              </dd>
            </>
          )
        })}
      </dl>
      <p>
        <a href={href(page, '/record')}>{say('public-log.all')}</a>
      </p>
    </>
  )
}

function Narrow({ page, asked, all, kinds: known }: Props) {
  const { say } = page
  const any: Option = { value: '', label: say('public-log.any') }
  const { compare } = new Intl.Collator(say.locale)
  const kinds = known.map((kind) => ({ value: kind, label: kindInWords(say, kind) })).toSorted((a, b) => compare(a.label, b.label))
  return (
    <form method="get" action={href(page, '/record')} class="card">
      <details>
        <summary>{say('public-log.narrow')}</summary>
        <SelectField name="kind" label={say('public-log.kind')} value={asked.kind} options={[any, ...kinds]} />
        <SelectField
          name="body"
          label={say('public-log.body')}
          value={asked.body}
          options={[any, ...all.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))]}
        />
        <TextField name="from" type="date" label={say('public-log.from')} value={asked.from} />
        <TextField name="to" type="date" label={say('public-log.to')} value={asked.to} />
        <p class="actions">
          <button type="submit">{say('public-log.show')}</button>
        </p>
      </details>
    </form>
  )
}
