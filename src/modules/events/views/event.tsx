import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { Crumb, Paragraphs } from '../../../web/parts.tsx'
import type { WholeDate } from '../queries/whole-event.ts'
import { closesAt, pathOf } from '../rules.ts'
import { Agenda } from './agenda.tsx'
import { Afterwards } from './afterwards.tsx'
import { AnswerPart } from './answer.tsx'
import { Done, EventState, When } from './pieces.tsx'
import { Pictures } from './pictures.tsx'
import type { EventProps } from './props.ts'

/** One date of an event: what it is, when and where, the way in, and whether one comes. */
export function EventPage(props: EventProps) {
  const { page, whole, sections } = props
  const { say } = page
  const { card, host, row, text, date } = whole
  if (card === undefined) return null
  return (
    <Layout
      page={page}
      title={card.title}
      description={text.text.slice(0, 200)}
      index={card.open}
      shared={card.open ? { sort: 'event', id: row.id } : undefined}
      scripts={['keep-draft.js']}
    >
      <Crumb page={page} path={`${host.path}/events`}>
        <InLanguage language={host.language}>{host.name}</InLanguage>
      </Crumb>
      <InLanguage as="h1" language={card.language}>
        {card.title}
      </InLanguage>
      <Done page={page} done={props.done} />
      {whole.proposal === null ? <EventState page={page} card={card} /> : <Proposal page={page} whole={whole} />}
      {row.hidden_for === null ? null : (
        <p class="note">
          {say('event.hidden')} {say(`event-rule.${row.hidden_for}`)}
        </p>
      )}
      <p class="lead">
        <When page={page} at={card} />
      </p>
      <Note page={page} whole={whole} />
      <Paragraphs language={text.language} text={text.text} />
      <Facts page={page} whole={whole} />
      <Access page={page} whole={whole} />
      {row.state === 'draft' || (whole.own === null && date.ends_at <= page.now) ? null : <AnswerPart {...props} />}
      <p class="actions">
        <a class="button quiet" href={href(page, `${pathOf(row.id)}/calendar.ics`)}>
          {say('event.take')}
        </a>
      </p>
      <Dates page={page} whole={whole} />
      <Agenda {...props} />
      <Afterwards page={page} whole={whole} />
      <Pictures page={page} pictures={whole.pictures} team={whole.mayHold} link={null} />
      <Kept page={page} whole={whole} />
      {whole.mayHold ? <Team page={page} whole={whole} /> : null}
      {date.state === 'on' ? [...sections] : null}
    </Layout>
  )
}

/** Whose proposal it is, for those who lead; to whoever made it, what becomes of it. */
function Proposal({ page, whole: { row, names, texts, proposal } }: { page: Page; whole: WholeDate }) {
  const { say } = page
  if (proposal === null) return null
  const by = names.get(texts[0]?.by_ref ?? '')
  const state = <strong>{say('event.state.handed-in')}</strong>
  if (!proposal.mine)
    return (
      <p class="note">
        {state} {by === undefined ? say('event.handed-in.member') : <bdi>{say('event.handed-in.by', { name: by.name })}</bdi>}
      </p>
    )
  return (
    <section class="note">
      <p>
        {state} {say('event.handed-in.mine')}
      </p>
      <Form page={page} action={href(page, `${pathOf(row.id)}/discarding`)} label={say('event.handed-in.back')}>
        <button class="quiet">{say('event.handed-in.back')}</button>
      </Form>
    </section>
  )
}

/** What holds for this date alone, and where a day of a feast is from. */
function Note({ page, whole: { date } }: { page: Page; whole: WholeDate }) {
  const { say } = page
  return (
    <>
      {date.note === null ? null : (
        <InLanguage as="p" language={date.words_language ?? 'und'} class="note">
          {date.note}
        </InLanguage>
      )}
      {date.source === null ? null : <p class="quiet">{say('event.source', { source: `\u2068${date.source}\u2069` })}</p>}
    </>
  )
}

function Facts({ page, whole }: { page: Page; whole: WholeDate }) {
  const { say } = page
  const { card, row, text, date, room, topics } = whole
  if (card === undefined) return null
  const facts: [string, Child][] = [
    ['event.kind', say(`event.kind.${row.kind}`)],
    ['event.way', say(`event.way.${row.way}`)],
    ...(text.venue === '' ? [] : [['event.venue', <bdi>{text.venue}</bdi>] as [string, Child]]),
    ...(card.place === null ? [] : [['event.place', <a href={href(page, card.place.path)}>{card.place.name}</a>] as [string, Child]]),
    ...(row.way === 'in-person'
      ? []
      : [
          [
            'event.room',
            room === null ? (
              say('event.room.later')
            ) : (
              <a href={room} rel="noreferrer">
                {say('event.room.go')}
              </a>
            ),
          ] as [string, Child],
        ]),
    ['event.languages', say.list(row.languages.map((language) => say.language(language)))],
    ...(text.whom === '' ? [] : [['event.whom', <InLanguage language={text.language}>{text.whom}</InLanguage>] as [string, Child]]),
    ...(text.cost === '' ? [] : [['event.cost', <InLanguage language={text.language}>{text.cost}</InLanguage>] as [string, Child]]),
    ...(row.capacity === null ? [] : [['event.capacity', say('event.places', { count: row.capacity })] as [string, Child]]),
    ...(row.closes_hours === 0
      ? []
      : [['event.closes', say.moment(closesAt(date.starts_at, row.closes_hours), row.zone)] as [string, Child]]),
    ...(card.people === null ? [] : [['event.coming', say('event.people', { count: card.people })] as [string, Child]]),
    ...(date.came === null ? [] : [['event.came', say('event.people', { count: date.came })] as [string, Child]]),
    ...(topics.length === 0
      ? []
      : [
          [
            'event.topics',
            topics.map((topic, at) => (
              <>
                {at === 0 ? '' : ' · '}
                <a href={href(page, topic.path)}>{topic.name}</a>
              </>
            )),
          ] as [string, Child],
        ]),
  ]
  return (
    <dl class="facts">
      {facts.map(([key, value]) => (
        <>
          <dt>{say(key)}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  )
}

/** The way in, said before somebody sets out: also that nobody has said it. */
function Access({ page, whole: { row, text } }: { page: Page; whole: WholeDate }) {
  const { say } = page
  if (row.way === 'online') return null
  return (
    <section>
      <h2>{say('event.access')}</h2>
      <dl class="facts">
        <dt>{say('event.step-free')}</dt>
        <dd>{say(`event.known.${row.step_free}`)}</dd>
        <dt>{say('event.quiet-room')}</dt>
        <dd>{say(`event.known.${row.quiet_room}`)}</dd>
        <dt>{say('event.childcare')}</dt>
        <dd>{say(`event.known.${row.childcare}`)}</dd>
      </dl>
      {text.access === '' ? null : <Paragraphs language={text.language} text={text.access} />}
      {text.directions === '' ? null : (
        <>
          <h3>{say('event.directions')}</h3>
          <Paragraphs language={text.language} text={text.directions} />
        </>
      )}
    </section>
  )
}

const MOST_DATES = 8

function Dates({ page, whole }: { page: Page; whole: WholeDate }) {
  const { say } = page
  const coming = whole.dates.filter((one) => one.ends_at > page.now).slice(0, MOST_DATES)
  const over = whole.dates.filter((one) => one.ends_at <= page.now).slice(-MOST_DATES)
  if (whole.row.repeats === 'once' || coming.length + over.length === 0) return null
  return (
    <section>
      <h2>{say('event.dates')}</h2>
      {whole.row.repeats === 'by-hand' ? <p class="quiet">{say('event.by-hand.what')}</p> : null}
      <DateLinks page={page} whole={whole} dates={coming} />
      {over.length === 0 ? null : (
        // Here stand minutes and decisions: the latest first.
        <details open={coming.length === 0}>
          <summary>{say('event.dates.past')}</summary>
          <DateLinks page={page} whole={whole} dates={over.toReversed()} />
        </details>
      )}
    </section>
  )
}

function DateLinks({ page, whole, dates }: { page: Page; whole: WholeDate; dates: WholeDate['dates'] }) {
  const { say } = page
  if (dates.length === 0) return null
  return (
    <ul class="targets">
      {dates.map((one) => (
        <li>
          <a href={href(page, pathOf(whole.row.id, one.slot))} aria-current={one.slot === whole.date.slot ? 'true' : undefined}>
            {say.moment(one.starts_at, whole.row.zone)}
          </a>
          {one.state === 'called-off'
            ? ` · ${say('event.state.called-off')}`
            : one.moved_from === null
              ? ''
              : ` · ${say('event.state.moved')}`}
        </li>
      ))}
    </ul>
  )
}

/** Who answers for it, how one asks, and when somebody last looked. */
function Kept({ page, whole: { row, names, texts, text } }: { page: Page; whole: WholeDate }) {
  const { say } = page
  const owner = names.get(row.owner_ref ?? '')
  const translator = text.position === 0 ? undefined : names.get(text.by_ref ?? '')
  return (
    <section>
      <h2>{say('event.asking')}</h2>
      <p>
        {owner === undefined ? (
          say('event.owner.host')
        ) : owner.card === null ? (
          <bdi>{say('event.owner', { name: owner.name })}</bdi>
        ) : (
          <a href={href(page, `/people/${owner.card}`)} rel="nofollow">
            <bdi>{say('event.owner', { name: owner.name })}</bdi>
          </a>
        )}{' '}
        {row.contact === '' ? null : <bdi>{row.contact}</bdi>}
      </p>
      <p class="quiet">
        {say('event.checked', { day: dayInWords(page, row.checked_on) })}
        {text.position === 0
          ? null
          : ` · ${translator === undefined ? say('event.translated') : say('event.translated-by', { name: translator.name })}`}
        {texts.length < 2
          ? null
          : ` · ${say('event.in-languages', { languages: say.list(texts.map(({ language }) => say.language(language))) })}`}
      </p>
    </section>
  )
}

function Team({ page, whole: { row, date } }: { page: Page; whole: WholeDate }) {
  const { say } = page
  const at = pathOf(row.id, date.slot)
  const links: [string, string][] = [
    [`${pathOf(row.id)}/edit`, 'event.edit'],
    [`${pathOf(row.id)}/translation`, 'event.translate'],
    [`${at}/change`, 'event.change-date'],
    ...(row.repeats === 'by-hand' ? [[`${pathOf(row.id)}/dates`, 'event.add-date'] as [string, string]] : []),
    ...(row.state === 'draft'
      ? []
      : [
          [`${at}/desk`, 'event.desk'] as [string, string],
          [`${at}/minutes`, 'event.minutes.write'] as [string, string],
          [`${at}/pictures/new`, 'event.picture.add'] as [string, string],
        ]),
    [`${pathOf(row.id)}/calling-off`, row.state === 'draft' ? 'event.discard' : 'event.call-off'],
  ]
  return (
    <section class="card">
      <h2>{say('event.team')}</h2>
      <ul class="targets">
        {links.map(([path, key]) => (
          <li>
            <a href={href(page, path)}>{say(key)}</a>
          </li>
        ))}
      </ul>
      {row.state === 'draft' ? (
        <form method="post" action={href(page, `${pathOf(row.id)}/publication`)}>
          <input type="hidden" name="_form" value={page.formSeal} />
          <button>{say('event.publish')}</button>
        </form>
      ) : (
        <form method="post" action={href(page, `${pathOf(row.id)}/check`)}>
          <input type="hidden" name="_form" value={page.formSeal} />
          <button class="quiet">{say('event.check')}</button>
        </form>
      )}
    </section>
  )
}
