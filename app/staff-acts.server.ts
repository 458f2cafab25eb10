/** How actions of the admin are written into the shop's log: before they are done, so that nothing is done without its entry. */
import type { AdminRequest } from './admin-request.server.ts';
import { type Screen, screenOf, type StaffAct } from './domain/staff-act.ts';
import { noteStaffAct } from './services/note-staff-act.server.ts';

export type Act = {
  act: StaffAct;
  /** Ids of what it is about; nothing of people. */
  subjects?: string[];
  /** What was chosen: a version, a kind, a file. */
  value?: string | null;
};

/** Notes that some of the subjects, or all, were left as they were. */
export type NoteRefused = (subjects: string[]) => Promise<void>;
/** Where an act stands in the log: what could not be done of it later names it. */
export type Logged = { by: string; screen: Screen; seq: bigint };

/**
 * Notes the act, then does it. What is answered with an error, or thrown, came to nothing, and a second entry says so.
 * @param work given a way to note what it could not do
 */
export async function acting<Answer extends Response>(
  admin: AdminRequest,
  { act, subjects = [], value = null }: Act,
  work: (refused: NoteRefused, logged: Logged) => Promise<Answer>,
): Promise<Answer> {
  const { context, shop, userId, referrer } = admin;
  const about = { by: userId ?? 'staff', screen: screenOf(referrer) };
  const seq = await noteStaffAct(context, shop, { ...about, act, subjects, value });
  const refused: NoteRefused = async (left) => {
    await noteStaffAct(context, shop, { ...about, act: 'not-done', subjects: left, value: String(seq) });
  };
  try {
    const answer = await work(refused, { ...about, seq });
    if (answer.status >= 400) await refused(subjects);
    return answer;
  } catch (error) {
    await refused(subjects);
    throw error;
  }
}
