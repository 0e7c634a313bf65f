import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { SelectField, TextField, type Option } from '../../../web/fields.tsx'
import { dayInWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { AskedFor } from '../queries/calendar.ts'
import type { Host } from '../queries/host.ts'
import type { Card } from '../queries/shapes.ts'
import { FEASTS } from '../rules.ts'
import { KINDS } from '../tables.ts'
import { Done, EventLines } from './pieces.tsx'

export type Whose = { readonly path: string; readonly name: string; readonly language: string }

type CalendarProps = {
  readonly page: Page
  /** Null: of the whole hub. */
  readonly of: Whose | null
  /** The feasts of all hosts, each with where its day is from. */
  readonly feasts: boolean
  /** Where all that is published of it is followed by programs, without ending. */
  readonly feed: string | null
  readonly view: 'coming' | 'month' | 'past'
  readonly month: string
  readonly asked: AskedFor
  readonly cards: readonly Card[]
  readonly drafts: readonly Card[]
  readonly places: readonly Option[]
  /** Where the reader may hold events: the way to the form. */
  readonly mayPropose: Pick<Host, 'sort' | 'id'> | null
  readonly done: string | null
  readonly mayHold: readonly { readonly sort: string; readonly id: string; readonly name: string; readonly language: string }[]
}

/** The calendar of the hub, or of a community, a body, a place, a topic. What is asked of it stands in its address alone. */
export function CalendarPage(props: CalendarProps) {
  const { page, of, feasts, view, cards, drafts } = props
  const { say } = page
  const whole = of === null && !feasts
  const title = of === null ? say(feasts ? 'events.feasts' : 'events.title') : say('events.title-of', { name: of.name })
  const base = of === null ? (feasts ? FEASTS : '/events') : `${of.path}/events`
  const lead = say(feasts ? 'events.feasts.lead' : 'events.lead')
  return (
    <Layout page={page} title={title} description={lead} feeds={props.feed === null ? [] : [{ title, path: props.feed }]}>
      {whole ? null : (
        <Crumb page={page} path={of === null ? '/events' : of.path}>
          {of === null ? say('events.title') : <InLanguage language={of.language}>{of.name}</InLanguage>}
        </Crumb>
      )}
      <h1>{title}</h1>
      <Done page={page} done={props.done} />
      <p class="lead">{lead}</p>
      <nav class="tabs" aria-label={say('events.views')}>
        {(['coming', 'month', 'past'] as const).map((one) => (
          <a href={`${href(page, base)}${one === 'coming' ? '' : `?view=${one}`}`} aria-current={one === view ? 'page' : undefined}>
            {say(`events.view.${one}`)}
          </a>
        ))}
        {whole ? <a href={href(page, FEASTS)}>{say('events.feasts')}</a> : null}
      </nav>
      {whole && view === 'coming' ? <Filter {...props} /> : null}
      {view === 'month' ? (
        <Month {...props} base={base} />
      ) : cards.length === 0 ? (
        <div class="empty">
          <p>{say(view === 'past' ? 'events.empty.past' : feasts ? 'events.empty.feasts' : 'events.empty')}</p>
        </div>
      ) : (
        <EventLines page={page} cards={cards} level="h2" />
      )}
      {drafts.length === 0 ? null : (
        <section>
          <h2>{say(props.mayPropose === null ? 'events.drafts' : 'events.proposals')}</h2>
          <EventLines page={page} cards={drafts} />
        </section>
      )}
      <Hold {...props} />
      <Propose {...props} />
      <section>
        <h2>{say('events.follow')}</h2>
        <p>{say('events.follow.what')}</p>
        <p class="proof" dir="ltr">
          {address(page, `${base}.ics`).replace(/^https?:/, 'webcal:')}
        </p>
        <p class="actions">
          <a class="button quiet" href={href(page, `${base}.ics`)}>
            {say('events.file')}
          </a>
        </p>
      </section>
    </Layout>
  )
}

function Filter({ page, asked, places }: CalendarProps) {
  const { say } = page
  const any = { value: '', label: say('events.any') }
  const kinds = KINDS.map((kind) => ({ value: kind, label: say(`event.kind.${kind}`) }))
  const languages = [...new Set([...(asked.language === undefined ? [] : [asked.language]), ...page.locales])]
  return (
    <details open={[asked.place, asked.kind, asked.language, asked.origin].some((one) => one !== undefined) || asked.online}>
      <summary>{say('events.filter')}</summary>
      <form method="get" action={href(page, '/events')}>
        <SelectField name="place" label={say('events.place')} value={asked.place} options={[any, ...places]} />
        <SelectField
          name="origin"
          label={say('events.origin')}
          hint={say('events.origin.hint')}
          value={asked.origin}
          options={[any, ...places]}
        />
        <SelectField name="kind" label={say('event.kind')} value={asked.kind} options={[any, ...kinds]} />
        <SelectField
          name="language"
          label={say('event.languages')}
          value={asked.language}
          options={[any, ...languages.map((one) => ({ value: one, label: say.language(one) }))]}
        />
        <TextField name="from" type="date" label={say('events.from')} value={asked.from} />
        <label class="choice">
          <input type="checkbox" name="online" value="true" checked={asked.online} />
          <span>{say('events.online')}</span>
        </label>
        <button>{say('events.filter.do')}</button>
      </form>
    </details>
  )
}

/** Day after day, with nothing where nothing is: a list that fits a telephone and is read aloud in order. */
function Month({ page, month, cards, base }: CalendarProps & { base: string }) {
  const { say } = page
  const first = Temporal.PlainYearMonth.from(month)
  const days = [
    ...Map.groupBy(cards, (card) =>
      Temporal.Instant.fromEpochMilliseconds(card.startsAt.getTime()).toZonedDateTimeISO(card.zone).toPlainDate().toString(),
    ),
  ]
  const title = new Intl.DateTimeFormat(`${say.locale}-u-nu-latn`, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  )
  const to = (step: number) => `${href(page, base)}?view=month&month=${first.add({ months: step }).toString()}`
  return (
    <section>
      <h2>{title}</h2>
      {days.length === 0 ? (
        <div class="empty">
          <p>{say('events.empty.month')}</p>
        </div>
      ) : null}
      {days.map(([day, own]) => (
        <section>
          <h3>{dayInWords(page, day)}</h3>
          <EventLines page={page} cards={own} />
        </section>
      ))}
      <p class="actions">
        <a class="button quiet" rel="prev" href={to(-1)}>
          {say('events.month.before')}
        </a>
        <a class="button quiet" rel="next" href={to(1)}>
          {say('events.month.after')}
        </a>
      </p>
    </section>
  )
}

/** To a proposal of one's own; of a place or a topic nobody holds anything. */
function Propose({ page, of, mayPropose }: CalendarProps) {
  const { say } = page
  if (of !== null && mayPropose === null) return null
  return (
    <p class="actions">
      <a class="button quiet" href={href(page, mayPropose === null ? '/events/new' : `/events/new?${mayPropose.sort}=${mayPropose.id}`)}>
        {say(mayPropose === null ? 'events.choose' : 'events.propose')}
      </a>
    </p>
  )
}

function Hold({ page, mayHold }: CalendarProps) {
  const { say } = page
  if (mayHold.length === 0) return null
  return (
    <section>
      <h2>{say('events.hold')}</h2>
      <ul class="rows">
        {mayHold.map(({ sort, id, name, language }) => (
          <li>
            <InLanguage as="p" language={language}>
              {name}
            </InLanguage>
            <p class="actions">
              <a class="button quiet" href={href(page, `/events/new?${sort}=${id}`)}>
                {say('events.new')}
              </a>
              <a class="button quiet" href={href(page, `/events/import?${sort}=${id}`)}>
                {say('events.import')}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
