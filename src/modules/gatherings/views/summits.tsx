import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { EditionCard } from '../queries/editions.ts'
import type { Host } from '../queries/hosts.ts'
import type { SeenSummit, SummitText } from '../queries/summits.ts'
import { DeedButton, EditionCards, EditionState, HostLinks, isolated } from './pieces.tsx'

export type AskedToHost = { readonly edition: EditionCard; readonly body: Host }

type SummitsProps = {
  readonly page: Page
  readonly summits: readonly SeenSummit[]
  readonly asked: readonly AskedToHost[]
  readonly mayCreate: boolean
}

/** Of the editions, newest first: the next one, or else the last. */
export function nextOf(editions: readonly EditionCard[], today: string): EditionCard | undefined {
  const coming = editions.filter(({ state, endsOn }) => state === 'announced' && endsOn >= today)
  return coming.at(-1)
}

export function SummitsPage({ page, summits, asked, mayCreate }: SummitsProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('summits.title')} description={say('summits.lead')} width="wide">
      <h1>{say('summits.title')}</h1>
      <p class="lead">{say('summits.lead')}</p>
      {asked.map(({ edition, body }) => (
        <div class="note">
          <p>{say('host.asked', { body: isolated(body.name), edition: isolated(edition.name) })}</p>
          <div class="actions">
            <DeedButton page={page} action="/summits/hosting" fields={{ edition: edition.id, body: body.id }} label={say('host.confirm')} />
            <DeedButton
              page={page}
              action="/summits/hosting/refusal"
              fields={{ edition: edition.id, body: body.id }}
              label={say('host.refuse')}
              look="quiet"
            />
          </div>
        </div>
      ))}
      {summits.length === 0 ? <p class="empty">{say('summits.none')}</p> : null}
      <ul class="cards">
        {summits.map(({ summit, editions }) => (
          <SummitCard page={page} summit={summit} next={nextOf(editions, page.now.toISOString().slice(0, 10))} last={editions[0]} />
        ))}
      </ul>
      {mayCreate ? (
        <p class="actions">
          <a class="button quiet" href={href(page, '/summits/new')}>
            {say('summit.new')}
          </a>
        </p>
      ) : null}
    </Layout>
  )
}

type CardProps = { page: Page; summit: SeenSummit['summit']; next: EditionCard | undefined; last: EditionCard | undefined }

function SummitCard({ page, summit, next, last }: CardProps) {
  const shown = next ?? last
  return (
    <li class="card">
      <h2>
        <a href={href(page, `/summits/${summit.slug}`)}>
          <InLanguage language={summit.language}>{summit.name}</InLanguage>
        </a>
      </h2>
      <InLanguage as="p" language={summit.language}>
        {summit.summary}
      </InLanguage>
      {shown === undefined ? null : (
        <>
          <p>
            {page.say(next === undefined ? 'summit.last' : 'summit.next')}{' '}
            <a href={href(page, shown.path)}>
              <InLanguage language={shown.language}>{shown.name}</InLanguage>
            </a>
          </p>
          <EditionState page={page} edition={shown} />
        </>
      )}
    </li>
  )
}

type SummitProps = {
  readonly page: Page
  readonly seen: SeenSummit
  readonly hosts: readonly Host[]
  readonly texts: readonly SummitText[]
}

export function SummitPage({ page, seen: { summit, editions, organiser }, hosts, texts }: SummitProps) {
  const { say } = page
  const path = `/summits/${summit.slug}`
  const today = page.now.toISOString().slice(0, 10)
  const coming = editions.filter(({ endsOn, state }) => endsOn >= today || state === 'draft').toReversed()
  const past = editions.filter((edition) => !coming.includes(edition))
  return (
    <Layout page={page} title={summit.name} description={summit.summary} width="wide">
      <Crumb page={page} path="/summits">
        {say('summits.title')}
      </Crumb>
      <InLanguage as="h1" language={summit.language}>
        {summit.name}
      </InLanguage>
      <p class="status">
        {say('edition.held-by')} <HostLinks page={page} hosts={hosts} />
      </p>
      <InLanguage as="p" language={summit.language} class="lead">
        {summit.summary}
      </InLanguage>
      <section>
        <h2>{say('summit.coming')}</h2>
        {coming.length === 0 ? <p class="empty">{say('summit.none-coming')}</p> : <EditionCards page={page} editions={coming} />}
      </section>
      {past.length === 0 ? null : (
        <section>
          <h2>{say('summit.past')}</h2>
          <EditionCards page={page} editions={past} />
        </section>
      )}
      {organiser ? (
        <section>
          <h2>{say('gathering.desk')}</h2>
          <ul class="targets">
            <li>
              <a href={href(page, `${path}/new`)}>{say('edition.new')}</a>
            </li>
            <li>
              <a href={href(page, `${path}/edit`)}>{say('gathering.texts')}</a>{' '}
              <span class="quiet">{say.list(texts.map(({ language }) => say.language(language)))}</span>
            </li>
          </ul>
        </section>
      ) : null}
    </Layout>
  )
}
