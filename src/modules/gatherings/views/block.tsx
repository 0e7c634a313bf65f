import { dayIn } from '#base'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { dayInWords } from '../../../web/time.tsx'
import type { Call } from '../queries/calls.ts'
import type { Host } from '../queries/hosts.ts'
import type { Block, Material, Speaker } from '../queries/run-sheet.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { BlockClock, BlockHours, BlockTitle, SpeakerLine } from './run-sheet.tsx'
import { DeedButton, Prose } from './pieces.tsx'

type BlockProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly block: Block
  readonly bodies: ReadonlyMap<string, Host>
  readonly call: Call | null
  readonly organiser: boolean
}

/** A block of its own: its words, who speaks, what there is to read. */
export function BlockPage({ page, session, block, bodies, call, organiser }: BlockProps) {
  const { say } = page
  const path = `${session.path}/blocks/${block.id}`
  return (
    <Layout page={page} title={block.title === '' ? say(`block.${block.sort}`) : block.title} scripts={['times.js']}>
      <SessionWay page={page} session={session} />
      <h1>
        <BlockTitle page={page} block={block} />
      </h1>
      <p class="status">
        {session.hoursKnown ? `${dayInWords(page, dayIn(block.startsAt, session.zone))} ` : null}
        <BlockHours page={page} session={session} block={block} />
      </p>
      <BlockClock page={page} session={session} block={block} />
      {block.speakers.map((speaker) => (
        <p>
          <SpeakerLine page={page} session={session} speaker={speaker} bodies={bodies} />
        </p>
      ))}
      {block.summary === '' ? null : <Prose language={block.language} text={block.summary} />}
      <Materials page={page} materials={block.materials} />
      {call === null ? null : (
        <p class="note">
          {say(call.decided ? 'call.decided-note' : call.closesAt <= page.now ? 'call.over-note' : 'call.open-note', {
            moment: say.moment(call.closesAt, session.zone),
          })}{' '}
          <a href={href(page, `${path}/call`)}>{say('call.title')}</a>
        </p>
      )}
      {organiser ? (
        <p class="actions">
          <a class="button quiet" href={href(page, `${path}/edit`)}>
            {say('block.edit')}
          </a>
          {block.sort === 'example' && call === null ? <a href={href(page, `${path}/call`)}>{say('call.open')}</a> : null}
        </p>
      ) : null}
    </Layout>
  )
}

export function Materials({ page, materials }: { page: Page; materials: readonly Material[] }) {
  return materials.length === 0 ? null : (
    <section>
      <h2>{page.say('materials.title')}</h2>
      <ul class="targets">
        {materials.map((material) => (
          <li>
            <a href={material.link} rel="noreferrer" hreflang={material.language}>
              <InLanguage language={material.language}>{material.title}</InLanguage>
            </a>{' '}
            <span class="quiet">{page.say.language(material.language)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type SpeakerProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly speaker: Speaker
  readonly body: Host | null
  readonly blocks: readonly Block[]
  /** The identity that they are here, where its card lets this reader know. */
  readonly identity: { readonly id: string; readonly name: string } | null
  readonly organiser: boolean
  readonly mayDetach: boolean
}

export function SpeakerPage({ page, session, speaker, body, blocks, identity, organiser, mayDetach }: SpeakerProps) {
  const { say } = page
  const path = `${session.path}/speakers/${speaker.id}`
  const name = speaker.name === '' ? say('presenter.left') : speaker.name
  return (
    <Layout page={page} title={name} scripts={['times.js']}>
      <SessionWay page={page} session={session} />
      <h1>
        <bdi>{name}</bdi>
      </h1>
      {speaker.line === '' ? null : (
        <InLanguage as="p" language={speaker.language} class="lead">
          {speaker.line}
        </InLanguage>
      )}
      <dl class="facts">
        {body === null ? null : (
          <>
            <dt>{say('speaker.for')}</dt>
            <dd>
              <a href={href(page, `/bodies/${encodeURIComponent(body.slug)}`)}>
                <InLanguage language={body.language}>{body.name}</InLanguage>
              </a>
            </dd>
          </>
        )}
        {speaker.languages.length === 0 ? null : (
          <>
            <dt>{say('speaker.languages')}</dt>
            <dd>{say.list(speaker.languages.map((code) => say.language(code)))}</dd>
          </>
        )}
        {identity === null ? null : (
          <>
            <dt>{say('speaker.here')}</dt>
            <dd>
              <a href={href(page, `/people/${identity.id}`)}>
                <bdi>{identity.name}</bdi>
              </a>
            </dd>
          </>
        )}
      </dl>
      <section>
        <h2>{say('speaker.blocks')}</h2>
        <ul class="rows">
          {blocks.map((block) => (
            <li>
              <p class="status">
                <BlockHours page={page} session={session} block={block} />
              </p>
              <p>
                <a href={href(page, `${session.path}/blocks/${block.id}`)}>
                  <BlockTitle page={page} block={block} />
                </a>
              </p>
            </li>
          ))}
        </ul>
      </section>
      <Materials page={page} materials={blocks.flatMap(({ materials }) => materials)} />
      {mayDetach ? (
        <section>
          <p>{say('speaker.detach-what')}</p>
          <DeedButton page={page} action={`${path}/detaching`} label={say('speaker.detach')} look="quiet" />
        </section>
      ) : null}
      {organiser ? (
        <p class="actions">
          <a class="button quiet" href={href(page, `${path}/edit`)}>
            {say('speaker.edit')}
          </a>
        </p>
      ) : null}
    </Layout>
  )
}
