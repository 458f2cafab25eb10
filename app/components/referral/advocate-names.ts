import type { NamedAdvocate } from '../../queries/advocate-names.server.ts';

/** What sentences call an advocate: name, else code. @param nobody for one whose row is gone */
export function advocateNames(advocates: NamedAdvocate[], nobody: string): { advocate(advocateId: string): string } {
  return {
    advocate(advocateId) {
      const found = advocates.find(({ id }) => id === advocateId);
      return found?.name ?? found?.code ?? nobody;
    },
  };
}
