import { address, type Page } from '../../../web/page.ts'
import type { Sort } from '../rules.ts'
import { letterHtml } from '../../../web/letter.tsx'

type Letter = { readonly subject: string; readonly text: string; readonly html: string }
type Told = { readonly sort: Sort; readonly line: string }
type Stopping = { readonly sort: Sort; readonly link: string }

export type Digest = {
  readonly told: readonly Told[]
  /** One for each sort in the letter. */
  readonly stopping: readonly Stopping[]
  readonly stopAll: string
}

/**
 * What there is to tell, in neutral lines: no title, no name, no address of a dialogue or body, so whoever looks into the mailbox learns no more
 * than that this hub has something to say. One link leads to the page where it stands whole.
 */
export function digestLetter(page: Pick<Page, 'say' | 'publicUrl' | 'hubName'>, { told, stopping, stopAll }: Digest): Letter {
  const { say, hubName } = page
  const subject = say('letter.subject', { hub: hubName })
  const lines = counted(told.map(({ line }) => line)).map(({ line, times }) => (times === 1 ? line : say('letter.times', { line, times })))
  const home = address(page, '/notices')
  const ends = [
    ...stopping.map(({ sort, link }) => ({
      what: say('letter.stop', { sort: say(`notices.sort.${sort}`) }),
      link: stopAddress(page, link),
    })),
    { what: say('letter.stop-all'), link: stopAddress(page, stopAll) },
  ]
  const text = [
    say('letter.lead', { hub: hubName }),
    ...lines.map((line) => `- ${line}`),
    say('letter.read'),
    home,
    say('letter.why'),
    ...ends.map(({ what, link }) => `${what}\n${link}`),
    hubName,
  ]
  const words = (
    <>
      <p>{say('letter.lead', { hub: hubName })}</p>
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <p>
        {say('letter.read')} <a href={home}>{home}</a>
      </p>
      <p>{say('letter.why')}</p>
      <ul>
        {ends.map(({ what, link }) => (
          <li>
            <a href={link}>{what}</a>
          </li>
        ))}
      </ul>
      <p>{hubName}</p>
    </>
  )
  return { subject, text: `${text.join('\n\n')}\n`, html: letterHtml(say, subject, words) }
}

/** Lines are neutral, so several of them may be the same: each is said once, with how often. */
function counted(lines: readonly string[]): readonly { readonly line: string; readonly times: number }[] {
  return [...Map.groupBy(lines, (line) => line)].map(([line, same]) => ({ line, times: same.length }))
}

export const stopAddress = (page: Pick<Page, 'say' | 'publicUrl'>, link: string): string => address(page, `/letters/stop/${link}`)
