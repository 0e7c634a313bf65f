import { soughtIn, type Piece, type Sought } from '#findable'
import { SelectField, TextField, Checkbox, type Option } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Parts } from '../../../web/parts.tsx'
import { Day, Moment } from '../../../web/time.tsx'
import type { Place } from '../../places/index.ts'
import type { Topic } from '../../topics/index.ts'
import type { Called, Thing } from '../queries/find.ts'
import { LONGEST_QUERY, MOST_PARTS, MOST_SOUGHT, ON_A_PART, snippetOf, WRITTEN } from '../rules.ts'

/** As it stands in the address. */
export type Written = {
  readonly q: string
  readonly sort: string
  readonly language: string
  readonly place: string
  readonly topic: string
  readonly running: boolean
}

export type Sort = { readonly sort: string; readonly label: string }

type Answer = Called & { readonly found: readonly Thing[]; readonly more: boolean; readonly near: readonly string[] }

type Props = {
  readonly page: Page
  readonly written: Written
  readonly part: number
  readonly sorts: readonly Sort[]
  readonly topics: readonly Topic[]
  /** Null: none was named; "unknown": what was named is no place that the hub knows. */
  readonly place: Place | 'unknown' | null
  /** Null: nothing was asked yet. */
  readonly answer: Answer | null
}

export function addressOf(page: Page, written: Written, part = 1): string {
  const query = new URLSearchParams({ q: written.q })
  for (const name of ['sort', 'language', 'place', 'topic'] as const) if (written[name] !== '') query.set(name, written[name])
  if (written.running) query.set('running', 'on')
  if (part > 1) query.set('part', String(part))
  return href(page, `/search?${query.toString()}`)
}

const isNarrow = ({ sort, language, place, topic, running }: Written): boolean =>
  running || [sort, language, place, topic].some((one) => one !== '')

export function SearchPage(props: Props) {
  const { page, written, answer, part, place } = props
  const { say } = page
  const title = written.q === '' ? say('search.title') : say('search.title-of', { words: `\u2068${written.q}\u2069` })
  return (
    <Layout page={page} title={title} description={say('search.lead')} index={written.q === ''}>
      <h1>{say('search.title')}</h1>
      <p class="lead">{say('search.lead')}</p>
      <SearchForm {...props} />
      {place === 'unknown' ? <p class="note">{say('search.place-unknown')}</p> : null}
      {answer === null ? null : (
        <>
          <CalledBy page={page} called={answer} />
          <section aria-labelledby="found">
            <h2 id="found">{countInWords(page, answer, part)}</h2>
            {answer.found.length === 0 ? (
              <Nothing page={page} written={written} near={answer.near} />
            ) : (
              <ul class="rows">
                {answer.found.map((thing) => (
                  <Found page={page} thing={thing} sought={soughtIn(written.q, MOST_SOUGHT)} sorts={props.sorts} />
                ))}
              </ul>
            )}
            <Parts
              part={{ number: part, of: answer.more ? Math.min(part + 1, MOST_PARTS) : part }}
              to={(number) => addressOf(page, written, number)}
              words={{ name: say('search.parts'), before: say('search.before'), after: say('search.after') }}
            />
            {answer.more && part === MOST_PARTS ? <p class="note">{say('search.end')}</p> : null}
          </section>
        </>
      )}
      <Order page={page} />
    </Layout>
  )
}

/** Pages whose names were written, before the things that hold the words. */
function CalledBy({ page, called: { places, topics } }: { page: Page; called: Called }) {
  const { say } = page
  if (places.length + topics.length === 0) return null
  const named = [
    { title: say('search.places'), pages: places },
    { title: say('search.topics'), pages: topics.map((topic) => ({ ...topic, country: null })) },
  ].filter(({ pages }) => pages.length > 0)
  return (
    <dl class="facts">
      {named.map(({ title, pages }) => (
        <>
          <dt>{title}</dt>
          <dd>
            <ul class="targets">
              {pages.map(({ path, name, language, country }) => (
                <li>
                  <a href={href(page, path)}>
                    <InLanguage language={language}>{name}</InLanguage>
                  </a>
                  {country === null ? null : (
                    <>
                      {' · '}
                      <bdi>{country}</bdi>
                    </>
                  )}
                </li>
              ))}
            </ul>
          </dd>
        </>
      ))}
    </dl>
  )
}

/** Only what was drawn is counted. */
const countInWords = ({ say }: Page, { found, more }: Answer, part: number): string =>
  more
    ? say('search.more-than', { count: part * ON_A_PART })
    : say('search.count', { count: (found.length === 0 ? 0 : (part - 1) * ON_A_PART) + found.length })

function SearchForm({ page, written, sorts, topics, place }: Props) {
  const { say } = page
  const all = { value: '', label: say('search.any') }
  const codes = [...new Set([...page.locales, ...WRITTEN, ...(written.language === '' ? [] : [written.language])])]
  const { compare } = new Intl.Collator(say.locale)
  const named = (options: readonly Option[]) => [all, ...options.toSorted((a, b) => compare(a.label, b.label))]
  return (
    <form method="get" action={href(page, '/search')} role="search" class="card">
      <TextField
        name="q"
        type="search"
        label={say('search.words')}
        hint={say('search.words-hint')}
        value={written.q}
        most={LONGEST_QUERY}
      />
      <details open={isNarrow(written)}>
        <summary>{say('search.narrow')}</summary>
        <SelectField
          name="sort"
          label={say('search.sort')}
          value={written.sort}
          options={named(sorts.map(({ sort, label }) => ({ value: sort, label: say(label) })))}
        />
        <TextField
          name="place"
          label={say('search.place')}
          hint={say('search.place-hint')}
          value={place === null || place === 'unknown' ? written.place : place.name}
          most={80}
        />
        <SelectField
          name="topic"
          label={say('search.topic')}
          value={written.topic}
          options={[all, ...topics.map(({ key, name, language }) => ({ value: key, label: name, lang: language }))]}
        />
        <SelectField
          name="language"
          label={say('search.language')}
          value={written.language}
          options={named(codes.map((value) => ({ value, label: say.language(value) })))}
        />
        <Checkbox name="running" label={say('search.running')} checked={written.running} />
      </details>
      <p class="actions">
        <button type="submit">{say('search.do')}</button>
      </p>
    </form>
  )
}

function Found({ page, thing, sought, sorts }: { page: Page; thing: Thing; sought: readonly Sought[]; sorts: readonly Sort[] }) {
  const { say } = page
  const label = sorts.find(({ sort }) => sort === thing.sort)?.label
  return (
    <li>
      <h3>
        <a href={href(page, thing.path)}>
          <InLanguage language={thing.language}>
            <Marked pieces={snippetOf(thing.title, sought, thing.title.length)} />
          </InLanguage>
        </a>
      </h3>
      {thing.text === '' ? null : (
        <InLanguage as="p" language={thing.language}>
          <Marked pieces={snippetOf(thing.text, sought)} />
        </InLanguage>
      )}
      <p class="status">
        {label === undefined ? null : <strong>{say(label)}</strong>} {thing.by === null ? null : <bdi>{thing.by}</bdi>}
        {thing.by === null ? ' ' : ' · '}
        {thing.starts === null ? (
          <>
            {say('search.published')} <Day page={page} at={thing.at} />
          </>
        ) : (
          <>
            {say('search.takes-place')} <Moment page={page} at={thing.starts} />
          </>
        )}
        {thing.checkedOn === null ? null : (
          <>
            {' '}
            {say('search.checked')} <Day page={page} at={new Date(`${thing.checkedOn}T12:00:00Z`)} />
          </>
        )}
      </p>
    </li>
  )
}

const Marked = ({ pieces }: { pieces: readonly Piece[] }) => <>{pieces.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>

function Nothing({ page, written, near }: { page: Page; written: Written; near: readonly string[] }) {
  const { say } = page
  const wider = { ...written, sort: '', language: '', place: '', topic: '', running: false }
  return (
    <div class="empty">
      <p>{say('search.none')}</p>
      {near.length === 0 ? null : (
        <>
          <p>{say('search.near')}</p>
          <ul class="targets">
            {near.map((q) => (
              <li>
                <a href={addressOf(page, { ...written, q })}>
                  <bdi>{q}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {written.language === '' ? null : (
        <p>
          <a href={addressOf(page, { ...written, language: '' })}>{say('search.all-languages')}</a>
        </p>
      )}
      {isNarrow(written) ? (
        <p>
          <a href={addressOf(page, wider)}>{say('search.wider')}</a>
        </p>
      ) : (
        <p>{say('search.none-then')}</p>
      )}
    </div>
  )
}

/** The published formula; a test works it out again. */
function Order({ page }: { page: Page }) {
  const { say } = page
  return (
    <details>
      <summary>{say('search.order')}</summary>
      <p>{say('search.order.words')}</p>
      <p>{say('search.order.score')}</p>
      <p>{say('search.order.never')}</p>
    </details>
  )
}
