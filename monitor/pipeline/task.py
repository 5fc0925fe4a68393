"""What an assess job asks for, as its key says it."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.claim import Claim, ClaimState


@dataclass(frozen=True, slots=True)
class Task:
    """What an assess job asks for: a revision read against all claims, or looked back at for one.

    Looking back fills the ledger of a claim that is tracked since the revision was read;
    it alerts nobody of what has long been printed.
    """

    article_id: str
    number: int
    claim_id: str | None = None

    @property
    def key(self) -> str:
        """Name the job."""
        plain = f"{self.article_id}#{self.number}"
        return plain if self.claim_id is None else f"{plain}~{self.claim_id}"

    @classmethod
    def of(cls, key: str) -> Task:
        """Read a job's name."""
        plain, _, claim_id = key.partition("~")
        article_id, _, number = plain.rpartition("#")
        return cls(article_id, int(number), claim_id or None)

    def asks(self, claim: Claim) -> bool:
        """Tell whether the claim is to be read against."""
        return claim.state is ClaimState.TRACKED and self.claim_id in {None, claim.id}
