import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Paragraphs, PersonName } from '../../../web/parts.tsx'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import type { Place } from '../../places/index.ts'
import type { Care, Waiting } from '../queries/page.ts'
import type { Shown } from '../queries/shapes.ts'
import { carried, Crumb, Freshness, Name, Names, Owner, Ways, type Origins } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly place: Place
  /** Of a town; null for a country. */
  readonly country: Place | null
  readonly towns: readonly Place[]
  readonly origins: Origins
  readonly items: readonly Shown[]
  readonly care: Care
  readonly waiting: Waiting
  /** What other rooms have of this place, and of the places that somebody's people are from. */
  readonly sections: readonly Child[]
  readonly ofOrigins: readonly { readonly place: Place; readonly sections: readonly Child[] }[]
  readonly mayKeep: boolean
  readonly invented: boolean
}

export function PlacePage(props: Props) {
  const { page, place, country, origins } = props
  const { say } = page
  const title = say('abroad.page.title', { place: `\u2068${place.name}\u2069` })
  return (
    <Layout
      page={page}
      title={title}
      description={say('abroad.page.lead', { place: `\u2068${place.name}\u2069` })}
      shared={{ sort: 'place', id: place.id }}
      feeds={[{ title: place.name, path: `/feeds/place/${place.id}` }]}
    >
      <Crumb page={page} place={country} origins={origins} />
      <h1>{title}</h1>
      <Clocks {...props} />
      <ForWhom {...props} />
      <Items {...props} />
      {props.ofOrigins.map((one) => (
        <section>
          <h2>
            <Name of={one.place} />
          </h2>
          {[...one.sections]}
        </section>
      ))}
      {props.ofOrigins.length === 0 ? null : (
        <h2>
          <Name of={place} />
        </h2>
      )}
      {[...props.sections]}
      <Towns {...props} />
      <CareSection {...props} />
    </Layout>
  )
}

/** What time it is here, at the home of the hub, and where one's people are. */
function Clocks({ page, place, origins }: Props) {
  const clocks = [
    ...(place.zone === null ? [] : [{ key: place.id, name: <Name of={place} />, zone: place.zone }]),
    { key: 'home', name: <>{page.say('abroad.clock.home')}</>, zone: page.homeZone },
    ...origins.flatMap((origin) => (origin.zone === null ? [] : [{ key: origin.id, name: <Name of={origin} />, zone: origin.zone }])),
  ]
  return (
    <dl class="facts">
      {clocks.map(({ name, zone }) => (
        <>
          <dt>{name}</dt>
          <dd>
            <time datetime={page.now.toISOString()}>{page.say.moment(page.now, zone)}</time>
          </dd>
        </>
      ))}
    </dl>
  )
}

function ForWhom({ page, place, origins }: Props) {
  const { say } = page
  const change = `/abroad?in=${place.id}${origins.length === 0 ? '' : `&from=${origins.map(({ id }) => id).join(',')}`}`
  return (
    <p>
      {origins.length === 0 ? (
        <a href={href(page, change)}>{say('abroad.from.choose')}</a>
      ) : (
        <>
          {say('abroad.from.first')} <Names of={origins} /> · <a href={href(page, change)}>{say('abroad.choose.change')}</a>
        </>
      )}
    </p>
  )
}

function Items(props: Props) {
  const { page, items, origins, place } = props
  const { say } = page
  const [holding, late] = [items.filter(({ freshness }) => freshness === 'holds'), items.filter(({ freshness }) => freshness !== 'holds')]
  const emergency = holding.filter(({ kind }) => kind === 'emergency')
  const rest = holding.filter(({ kind }) => kind !== 'emergency')
  const propose = `/abroad/items/new?place=${place.id}`
  return (
    <>
      {emergency.length === 0 ? null : <Group {...props} title={say('abroad.kind.emergency')} of={emergency} />}
      {rest.length === 0 ? null : <Group {...props} title={say('abroad.items')} of={rest} />}
      {late.length === 0 ? null : <Group {...props} title={say('abroad.items.late')} of={late} />}
      {items.length === 0 ? (
        <div class="empty">
          <p>{say('abroad.items.none')}</p>
          <p class="actions">
            <a class="button" href={href(page, propose)}>
              {say('abroad.propose')}
            </a>
          </p>
        </div>
      ) : (
        <p class="actions">
          <a class="button quiet" href={href(page, carried(propose, []))}>
            {say('abroad.propose')}
          </a>
        </p>
      )}
      {items.length > 0 && origins.length > 0 && !items.some(({ forWhom }) => forWhom.some(({ id }) => isOf(id, origins))) ? (
        <p class="quiet">{say('abroad.from.none')}</p>
      ) : null}
      {props.invented ? <p class="note">{say('abroad.invented')}</p> : null}
    </>
  )
}

const isOf = (id: string, origins: Origins): boolean => origins.some((origin) => origin.id === id || origin.country === id)

function Group({ page, title, of, origins, place }: Props & { title: string; of: readonly Shown[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul class="cards">
        {of.map((item) => (
          <Card page={page} item={item} origins={origins} here={place} />
        ))}
      </ul>
    </section>
  )
}

function Card({ page, item, origins, here }: { page: Page; item: Shown; origins: Origins; here: Place }) {
  const { say } = page
  return (
    <li class="card">
      <InLanguage as="h3" language={item.language}>
        <a href={href(page, carried(item.path, origins))}>{item.title}</a>
      </InLanguage>
      <p class="quiet">
        {say(`abroad.kind.${item.kind}`)}
        {item.place.id === here.id ? null : (
          <>
            {' '}
            · <Name of={item.place} />
          </>
        )}
        {item.forWhom.length === 0 ? null : (
          <>
            {' '}
            · {say('abroad.for')} <Names of={item.forWhom} />
          </>
        )}
        {item.language === say.locale ? null : ` · ${say('abroad.in-language', { language: say.language(item.language) })}`}
      </p>
      <Paragraphs text={item.text} language={item.language} />
      <Ways page={page} item={item} />
      <Freshness page={page} item={item} />
      <p class="status">
        {say('abroad.owner')} <Owner page={page} item={item} />
      </p>
    </li>
  )
}

function Towns({ page, place, towns, origins }: Props) {
  if (place.town || towns.length === 0) return null
  return (
    <section>
      <h2>{page.say('abroad.towns')}</h2>
      <ul class="targets">
        {towns.map((town) => (
          <li>
            <a href={href(page, carried(town.path, origins))}>
              <Name of={town} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Named humans, and the day of the last look; or that there is nobody yet. */
function CareSection({ page, place, care, waiting, mayKeep }: Props) {
  const { say } = page
  const country = `/abroad/${place.country.toLowerCase()}`
  return (
    <section id="care">
      <h2>{say('abroad.care')}</h2>
      <CareWords page={page} care={care} />
      <WaitingWords page={page} waiting={waiting} />
      <ul class="targets">
        <li>
          <a href={href(page, `${place.path}/stewards`)}>{say(care.stewards.length === 0 ? 'abroad.care.offer' : 'abroad.care.all')}</a>
        </li>
        {mayKeep ? (
          <li>
            <a href={href(page, `${country}/desk`)}>{say('abroad.desk')}</a>
          </li>
        ) : null}
        <li>
          <a href={href(page, `${country}/items.csv`)} download>
            {say('abroad.export.csv')}
          </a>
        </li>
        <li>
          <a href={href(page, `${country}/items.json`)} download>
            {say('abroad.export.json')}
          </a>
        </li>
      </ul>
      <p class="quiet">{say('abroad.paper')}</p>
      {page.actor.account === null ? (
        <p class="quiet">
          {say('abroad.no-account')} <a href={href(page, `/sign-in?then=${encodeURIComponent(place.path)}`)}>{say('sign-in.do')}</a>
        </p>
      ) : null}
    </section>
  )
}

export function CareWords({ page, care }: { page: Page; care: Care }) {
  const { say } = page
  return (
    <>
      {care.body === null ? null : (
        <p>
          {say('abroad.care.body')}{' '}
          <a href={href(page, care.body.path)}>
            <InLanguage language={care.body.language}>{care.body.name}</InLanguage>
          </a>
          {care.body.ofState ? <> ({say('abroad.of-state')})</> : null}
        </p>
      )}
      {care.stewards.length === 0 ? (
        <p>{say('abroad.care.nobody')}</p>
      ) : (
        <p>
          {say('abroad.care.by')}{' '}
          {care.stewards.map(({ name, card, ofState }, at) => (
            <>
              {at === 0 ? '' : ' · '}
              {name === null ? say('abroad.somebody') : <PersonName page={page} name={name} card={card} />}
              {ofState ? <> ({say('abroad.of-state')})</> : null}
            </>
          ))}
        </p>
      )}
      <p class="status">
        {care.lookedOn === null ? (
          say('abroad.care.never')
        ) : (
          <>
            <strong>{say('abroad.care.looked')}</strong> <DayWords page={page} day={care.lookedOn} />
          </>
        )}
      </p>
    </>
  )
}

export function WaitingWords({ page, waiting }: { page: Page; waiting: Waiting }) {
  const { say } = page
  const count = waiting.proposals + waiting.remarks
  if (count === 0) return null
  return (
    <p class={waiting.overdue > 0 ? 'status late' : 'status'}>
      <strong>{say('abroad.waiting', { count })}</strong>{' '}
      {waiting.overdue > 0
        ? say('abroad.waiting.late', { count: waiting.overdue })
        : waiting.next === null
          ? ''
          : say('abroad.waiting.by', { day: dayInWords(page, waiting.next) })}
    </p>
  )
}
