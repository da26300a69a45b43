"""A small product with an API: a bicycle shop, described by FastAPI.

uvicorn shop:app --port 8000
"""

from __future__ import annotations

import datetime as dt
import itertools
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, FastAPI, HTTPException, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

app = FastAPI(title="Bicycle shop", version="1.0", servers=[{"url": "http://127.0.0.1:8000"}])
requests = itertools.count(1)


class Kind(StrEnum):
    CITY = "city"
    RACE = "race"


class NewBicycle(BaseModel):
    name: str
    kind: Kind = Kind.CITY
    price: float


class Bicycle(NewBicycle):
    id: UUID
    added_at: dt.datetime


stock: dict[UUID, Bicycle] = {}


def signed_in(credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> None:
    if credentials.credentials != "bicycle-token":
        raise HTTPException(401, "This token is not known here.")


def busy_now_and_then() -> None:
    """Reject every other read request."""
    if next(requests) % 2:
        raise HTTPException(503, "The shop is busy.", headers={"Retry-After": "0"})


@app.get(
    "/bicycles", tags=["bicycles"], dependencies=[Depends(signed_in), Depends(busy_now_and_then)]
)
async def list_bicycles(kind: Kind | None = None) -> list[Bicycle]:
    """List the bicycles in stock."""
    return [each for each in stock.values() if kind in (None, each.kind)]


@app.post("/bicycles", tags=["bicycles"], dependencies=[Depends(signed_in)], status_code=201)
async def create_new_bicycle_in_stock(bicycle: NewBicycle) -> Bicycle:
    """Add a bicycle to the stock."""
    added = Bicycle(id=uuid4(), added_at=dt.datetime.now(dt.UTC), **bicycle.model_dump())
    stock[added.id] = added
    return added


@app.get("/bicycles/{bicycle_id}", tags=["bicycles"], dependencies=[Depends(signed_in)])
async def get_bicycle(bicycle_id: UUID) -> Bicycle:
    """Get a bicycle."""
    if bicycle_id not in stock:
        raise HTTPException(404, "Sold, or never made.")
    return stock[bicycle_id]


@app.post("/maintenance/reindex", tags=["maintenance"], status_code=204, response_class=Response)
async def reindex() -> None:
    """Rebuild the index; for the shop's own machines."""
