export * from "lucius-rating/http";
