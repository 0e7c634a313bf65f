import type { Child } from 'hono/jsx'
import { excerpt } from '../../../web/excerpt.ts'
import { SelectField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { Filter, Numbers } from '../queries/list.ts'
import type { Shown } from '../queries/shapes.ts'
import { ON_A_PAGE, ROLES } from '../rules.ts'
import { Gone, Origin, questionOptions, type Place, type Question } from './pieces.tsx'

export type ListProps = {
  readonly page: Page
  readonly session: Place
  readonly shown: readonly Shown[]
  readonly total: number
  readonly numbers: Numbers
  readonly questions: readonly Question[]
  readonly filter: Filter
  readonly team: boolean
  /** May write one of their own, or has written one. */
  readonly mine: boolean
  readonly labels: ReadonlyMap<string, readonly Child[]>
}

/** What was said in a session, under its guiding questions; those under which nothing was said are there too. */
export function ListPage(props: ListProps) {
  const { page, session, numbers, team, mine, total } = props
  const { say } = page
  const at = `${session.path}/interventions`
  return (
    <Layout page={page} title={say('interventions.title-of', { title: session.title })} description={say('interventions.lead')}>
      <SessionWay page={page} session={session} />
      <h1>{say('interventions.title')}</h1>
      <p class="lead">{say('interventions.lead')}</p>
      <p>
        {say('interventions.count', { count: numbers.standing })}{' '}
        {numbers.paper === 0
          ? null
          : say('interventions.paper', { count: numbers.paper, share: say.share(numbers.paper / Math.max(1, numbers.standing)) })}{' '}
        {numbers.withdrawn === 0 ? null : say('interventions.withdrawn', { count: numbers.withdrawn })}
      </p>
      <p class="actions">
        {team ? (
          <>
            <a class="button" href={href(page, `${at}/new`)}>
              {say('interventions.capture')}
            </a>
            <a class="button quiet" href={href(page, `${at}/transcript`)}>
              {say('interventions.from-transcript')}
            </a>
          </>
        ) : null}
        {mine ? (
          <a class={team ? 'button quiet' : 'button'} href={href(page, `${at}/mine`)}>
            {say('interventions.mine')}
          </a>
        ) : null}
        <a class="button quiet" href={href(page, `${at}/claim`)}>
          {say('interventions.claim')}
        </a>
      </p>
      {numbers.standing + numbers.withdrawn === 0 ? (
        <p class="empty">{say('interventions.empty')}</p>
      ) : (
        <>
          <Filters {...props} />
          <Grouped {...props} />
          <Pages page={page} at={at} filter={props.filter} total={total} />
          <p class="quiet">
            {say('interventions.usual')} {say('interventions.order')}
          </p>
        </>
      )}
    </Layout>
  )
}

function Filters({ page, session, questions, numbers, filter }: ListProps) {
  const { say } = page
  const all = { value: '', label: say('interventions.filter.all') }
  return (
    <details open={filter.question !== undefined || filter.role !== undefined || filter.language !== undefined}>
      <summary>{say('interventions.filter')}</summary>
      <form action={href(page, `${session.path}/interventions`)}>
        <SelectField
          name="question"
          label={say('intervention.question')}
          value={filter.question === undefined ? '' : String(filter.question)}
          options={[
            ...questionOptions(page, questions, all.label),
            { value: 'none', label: say('interventions.unfiled', { count: numbers.unfiled }) },
          ]}
        />
        <SelectField
          name="role"
          label={say('intervention.role')}
          value={filter.role ?? ''}
          options={[all, ...ROLES.map((role) => ({ value: role, label: say(`intervention.role.${role}`) }))]}
        />
        <SelectField
          name="language"
          label={say('intervention.language')}
          value={filter.language ?? ''}
          options={[all, ...numbers.languages.map((language) => ({ value: language, label: say.language(language) }))]}
        />
        <button class="quiet">{say('interventions.filter.do')}</button>
      </form>
    </details>
  )
}

function Grouped(props: ListProps) {
  const { page, shown, questions, numbers, filter } = props
  const { say } = page
  const under = Map.groupBy(shown, ({ question }) => question)
  const whole = filter.question === undefined && filter.role === undefined && filter.language === undefined && (filter.page ?? 1) === 1
  return (
    <>
      {questions
        .filter(({ number }) => under.has(number) || (whole && !numbers.under.has(number)))
        .map(({ number, text, language }) => (
          <section id={`question-${number}`}>
            <h2>
              {say('intervention.question.number', { number })} <InLanguage language={language}>{text}</InLanguage>
            </h2>
            {under.has(number) ? (
              <Rows page={page} shown={under.get(number) ?? []} labels={props.labels} />
            ) : (
              <p class="empty">{say('interventions.nothing-under')}</p>
            )}
          </section>
        ))}
      {under.has(null) ? (
        <section id="unfiled">
          <h2>{say('interventions.unfiled.title')}</h2>
          <Rows page={page} shown={under.get(null) ?? []} labels={props.labels} />
        </section>
      ) : null}
      {shown.length === 0 && !whole ? <p class="empty">{say('interventions.none-found')}</p> : null}
    </>
  )
}

function Rows({ page, shown, labels }: { page: Page; shown: readonly Shown[]; labels: ListProps['labels'] }) {
  return (
    <ul class="rows">
      {shown.map((one) => (
        <li id={one.id}>
          {one.state === 'standing' ? (
            <>
              <InLanguage as="p" language={one.language} class="statement">
                <a href={href(page, one.path)}>{excerpt(one.text)}</a>
              </InLanguage>
              <Origin page={page} of={one} among />
              {[...(labels.get(one.id) ?? [])]}
            </>
          ) : (
            <Gone page={page} of={one} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Pages({ page, at, filter, total }: { page: Page; at: string; filter: Filter; total: number }) {
  const { say } = page
  const here = filter.page ?? 1
  const last = Math.ceil(total / ON_A_PAGE)
  if (last < 2) return null
  const to = (number: number): string => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...filter, page: number })) if (value !== undefined) query.set(name, String(value))
    return `${href(page, at)}?${query}`
  }
  return (
    <nav aria-label={say('interventions.pages')}>
      <p class="actions">
        {here > 1 ? <a href={to(here - 1)}>{say('interventions.page.before')}</a> : null}
        <span>{say('interventions.page.of', { page: here, pages: last })}</span>
        {here < last ? <a href={to(here + 1)}>{say('interventions.page.next')}</a> : null}
      </p>
    </nav>
  )
}
