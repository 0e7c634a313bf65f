import { Layout, InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { PlaceHours } from '../../../web/time.tsx'
import type { Host } from '../queries/hosts.ts'
import type { Block, Speaker } from '../queries/run-sheet.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { endOf } from '../rules.ts'
import { DeedButton, SessionPhase } from './pieces.tsx'

type SheetProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly blocks: readonly Block[]
  /** Bodies of the speakers, by id. */
  readonly bodies: ReadonlyMap<string, Host>
  readonly links?: boolean
}

/** What is planned, and what happened: one row for each block. */
export function RunSheet({ page, session, blocks, bodies, links = true }: SheetProps) {
  return blocks.length === 0 ? null : (
    <ol class="rows">
      {blocks.map((block) => (
        <li>
          <p class="status">
            <BlockHours page={page} session={session} block={block} />
          </p>
          <p>
            {links ? (
              <a href={href(page, `${session.path}/blocks/${block.id}`)}>
                <BlockTitle page={page} block={block} />
              </a>
            ) : (
              <strong>
                <BlockTitle page={page} block={block} />
              </strong>
            )}
          </p>
          {block.speakers.map((speaker) => (
            <p>
              <SpeakerLine page={page} session={session} speaker={speaker} bodies={bodies} link={links} />
            </p>
          ))}
          <BlockClock page={page} session={session} block={block} />
        </li>
      ))}
    </ol>
  )
}

/** The sort in the reader's language, and the title in its own. */
export function BlockTitle({ page, block }: { page: Page; block: Block }) {
  const sort = page.say(`block.${block.sort}`)
  return block.title === '' ? (
    <>{sort}</>
  ) : (
    <>
      {sort} · <InLanguage language={block.language}>{block.title}</InLanguage>
    </>
  )
}

type SpeakerProps = Pick<SheetProps, 'page' | 'session' | 'bodies'> & { readonly speaker: Speaker; readonly link?: boolean }

export function SpeakerLine({ page, session, speaker, bodies, link = true }: SpeakerProps) {
  const body = speaker.bodyId === null ? undefined : bodies.get(speaker.bodyId)
  const name = speaker.name === '' ? page.say('presenter.left') : speaker.name
  return (
    <>
      {link ? (
        <a href={href(page, `${session.path}/speakers/${speaker.id}`)}>
          <bdi>{name}</bdi>
        </a>
      ) : (
        <bdi>{name}</bdi>
      )}
      {speaker.line === '' ? null : (
        <>
          {' · '}
          <InLanguage language={speaker.language}>{speaker.line}</InLanguage>
        </>
      )}
      {body === undefined ? null : (
        <>
          {' · '}
          <InLanguage language={body.language}>{body.name}</InLanguage>
        </>
      )}
    </>
  )
}

/** As planned: from when to when; how long, while the hours of the session are not set. */
export const BlockHours = ({ page, session, block }: Pick<SheetProps, 'page' | 'session'> & { block: Block }) =>
  session.hoursKnown ? (
    <PlaceHours page={page} from={block.startsAt} to={endOf(block)} zone={session.zone} />
  ) : (
    <>{page.say('block.lasts', { minutes: block.minutes })}</>
  )

/** When a block really began and ended, by the clock of the place. */
export function BlockClock({ page, session, block }: Pick<SheetProps, 'page' | 'session'> & { block: Block }) {
  const { say } = page
  const { beganAt, endedAt } = block
  if (beganAt === null) return null
  const from = say.hour(beganAt, session.zone)
  return (
    <p class="status">
      {endedAt === null ? (
        <strong>{say('block.runs-since', { from })}</strong>
      ) : (
        say('block.was', { from, to: say.hour(endedAt, session.zone) })
      )}
    </p>
  )
}

export type ChairProps = SheetProps & {
  readonly organiser: boolean
  readonly mayOpen: boolean
  readonly mayClose: boolean
}

/** The chair's page: what runs, what comes next, and for organisers what is planned. */
export function RunSheetPage(props: ChairProps) {
  const { page, session, blocks, organiser, mayOpen, mayClose } = props
  const { say } = page
  const { path } = session
  const next = blocks.find(({ beganAt }) => beganAt === null)
  return (
    <Layout page={page} title={say('run-sheet.title')} index={false} width="wide">
      <SessionWay page={page} session={session} />
      <h1>{say('run-sheet.title')}</h1>
      <p class="lead">{say('run-sheet.lead')}</p>
      <SessionPhase page={page} session={session} />
      {mayOpen ? <DeedButton page={page} action={`${path}/opening`} label={say('session.open')} /> : null}
      {mayClose ? (
        <details>
          <summary>{say('session.close')}</summary>
          <p>{say('session.close-what')}</p>
          <DeedButton page={page} action={`${path}/closing`} label={say('session.close')} look="quiet" />
        </details>
      ) : null}
      {blocks.length === 0 ? <p class="empty">{say('run-sheet.none')}</p> : null}
      <ol class="rows">
        {blocks.map((block, at) => (
          <ChairRow {...props} block={block} next={block === next} first={at === 0} last={at === blocks.length - 1} />
        ))}
      </ol>
      {organiser ? (
        <p class="actions">
          <a class="button" href={href(page, `${path}/run-sheet/new`)}>
            {say('block.add')}
          </a>
        </p>
      ) : null}
    </Layout>
  )
}

type RowProps = ChairProps & { readonly block: Block; readonly next: boolean; readonly first: boolean; readonly last: boolean }

function ChairRow({ page, session, block, bodies, organiser, next, first, last }: RowProps) {
  const { say } = page
  const path = `${session.path}/blocks/${block.id}`
  const { beganAt, endedAt } = block
  return (
    <li id={`block-${block.id}`}>
      <p class="status">
        <BlockHours page={page} session={session} block={block} />
      </p>
      <p>
        <strong>
          <BlockTitle page={page} block={block} />
        </strong>
      </p>
      {block.speakers.map((speaker) => (
        <p>
          <SpeakerLine page={page} session={session} speaker={speaker} bodies={bodies} />
        </p>
      ))}
      <BlockClock page={page} session={session} block={block} />
      <div class="actions">
        {session.phase === 'running' && beganAt === null ? (
          <DeedButton page={page} action={`${path}/beginning`} label={say('block.begin')} look={next ? undefined : 'quiet'} />
        ) : null}
        {beganAt !== null && endedAt === null ? (
          <DeedButton page={page} action={`${path}/ending`} label={say('block.end')} look="quiet" />
        ) : null}
        {organiser ? <a href={href(page, `${path}/edit`)}>{say('block.edit')}</a> : null}
        {organiser && !first ? (
          <DeedButton page={page} action={`${path}/moves`} fields={{ direction: 'up' }} label={say('block.up')} look="plain" />
        ) : null}
        {organiser && !last ? (
          <DeedButton page={page} action={`${path}/moves`} fields={{ direction: 'down' }} label={say('block.down')} look="plain" />
        ) : null}
      </div>
    </li>
  )
}
